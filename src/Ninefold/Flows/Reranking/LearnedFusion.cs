namespace Ninefold.Flows.Reranking;

/// <summary>
/// Ranked lists made one by what was learned of each: an item scores the sum of coefficients times what it is in each list,
/// which is whether it is there, <c>1 / (60 + place)</c> as in reciprocal rank fusion, stretched so that the first place is
/// 1, and its score between the lowest and the highest of the list. Plain data; safe for concurrent use.
/// </summary>
/// <param name="Coefficients">Three a list, in this order.</param>
public sealed record LearnedFusion(double[] Coefficients)
{
    /// <summary>What an item is in a list has so many numbers.</summary>
    internal const int Width = 3;

    private const double FirstPlaces = 60;

    /// <summary>Fuses lists of the sources it was trained with.</summary>
    /// <param name="count">How many are wanted, at least 0.</param>
    /// <param name="lists">One a source, in the order of training: distinct items, best first; empty where it found nothing.</param>
    /// <exception cref="ArgumentException">There are more or fewer lists than in training.</exception>
    public ScoredItem[] Fuse(int count, params IReadOnlyList<IReadOnlyList<ScoredItem>> lists)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (lists.Count * Width != Coefficients.Length)
            throw new ArgumentException(
                $"The fusion was trained with {Coefficients.Length / Width} lists, but got {lists.Count}."
            );
        return
        [
            .. Describe(lists)
                .Select(d => new ScoredItem(d.Key, (float)d.Value.Zip(Coefficients, (x, c) => x * c).Sum()))
                .OrderByDescending(s => s.Score)
                .ThenBy(s => s.Item)
                .Take(count),
        ];
    }

    /// <summary>What each item is in all lists: <see cref="Width"/> numbers a list, 0 where it is not there.</summary>
    internal static Dictionary<int, float[]> Describe(IReadOnlyList<IReadOnlyList<ScoredItem>> lists)
    {
        var items = new Dictionary<int, float[]>();
        for (var list = 0; list < lists.Count; list++)
        for (var place = 0; place < lists[list].Count; place++)
        {
            var (item, score) = lists[list][place];
            if (!items.TryGetValue(item, out var own))
                items[item] = own = new float[lists.Count * Width];
            own[list * Width] = 1;
            own[(list * Width) + 1] = (float)((FirstPlaces + 1) / (FirstPlaces + 1 + place));
            own[(list * Width) + 2] = (float)Fusion.Stretched(score, lists[list][^1].Score, lists[list][0].Score);
        }
        return items;
    }
}
