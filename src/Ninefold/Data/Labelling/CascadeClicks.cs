namespace Ninefold.Data.Labelling;

/// <summary>
/// The cascade click model (Craswell and others 2008): a list is read from the top until the first click. What stands
/// after it says nothing, and what stands before it did not attract.
/// </summary>
public static class CascadeClicks
{
    /// <summary>By query and item, the share of clicks among the times it was read; items that were never read are left out.</summary>
    /// <exception cref="ArgumentException">There are no lists, or a click is missing.</exception>
    public static IReadOnlyDictionary<(string Query, string Item), double> Attraction(IReadOnlyList<ClickedList> lists)
    {
        ClickedList.Check(nameof(CascadeClicks), lists);
        var counts = new Dictionary<(string, string), (int Clicks, int Read)>();
        foreach (var list in lists)
            for (var place = 0; place < list.Items.Count; place++)
            {
                var key = (list.Query, list.Items[place]);
                var (clicks, read) = counts.GetValueOrDefault(key);
                counts[key] = (clicks + (list.Clicked[place] ? 1 : 0), read + 1);
                if (list.Clicked[place])
                    break;
            }
        return counts.ToDictionary(c => c.Key, c => (double)c.Value.Clicks / c.Value.Read);
    }
}
