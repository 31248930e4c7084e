namespace Ninefold.Data.Labelling;

/// <summary>A list that was shown and what was clicked.</summary>
/// <param name="Query">What it answered.</param>
/// <param name="Items">The items, best place first.</param>
/// <param name="Clicked">Whether each was clicked; as many as items.</param>
public sealed record ClickedList(string Query, IReadOnlyList<string> Items, IReadOnlyList<bool> Clicked)
{
    internal static void Check(string part, IReadOnlyList<ClickedList> lists)
    {
        if (lists.All(list => list.Items.Count == 0))
            throw new ArgumentException($"{part}: at least one list with items is needed, got {lists.Count} without.");
        if (lists.FirstOrDefault(list => list.Items.Count != list.Clicked.Count) is { } wrong)
            throw new ArgumentException(
                $"{part}: every item needs its click, but a list of '{wrong.Query}' has {wrong.Items.Count} items and {wrong.Clicked.Count} clicks."
            );
    }
}
