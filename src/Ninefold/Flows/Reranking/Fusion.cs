namespace Ninefold.Flows.Reranking;

/// <summary>Ranked lists of several sources made one. An item that a list lacks gets nothing from it.</summary>
public static class Fusion
{
    /// <summary>
    /// Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): an item scores <c>Σ weight / (k + place)</c>, places
    /// from 1. Needs no comparable scores.
    /// </summary>
    /// <param name="k">How little the first places stand out; at least 0, 60 in the paper.</param>
    /// <param name="count">How many are wanted, at least 0.</param>
    /// <param name="lists">What is fused.</param>
    public static ScoredItem[] ReciprocalRank(double k, int count, params ReadOnlySpan<WeightedList> lists)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        return Fuse(count, lists, (list, place) => 1 / (k + place + 1));
    }

    /// <summary>
    /// The weighted sum of scores, each list's stretched to run from 0 to 1: keeps how far apart a source sees its items.
    /// </summary>
    /// <param name="count">How many are wanted, at least 0.</param>
    /// <param name="lists">What is fused.</param>
    public static ScoredItem[] WeightedSum(int count, params ReadOnlySpan<WeightedList> lists) =>
        Fuse(
            count,
            lists,
            (list, place) => Stretched(list[place].Score, lowest: list[^1].Score, highest: list[0].Score)
        );

    /// <summary>A score's place between the lowest and the highest of its list, 0 to 1; 1 where all are equal.</summary>
    internal static double Stretched(double score, double lowest, double highest) =>
        highest > lowest ? (score - lowest) / (highest - lowest) : 1;

    private static ScoredItem[] Fuse(
        int count,
        ReadOnlySpan<WeightedList> lists,
        Func<IReadOnlyList<ScoredItem>, int, double> share
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var scores = new Dictionary<int, double>();
        foreach (var (items, weight) in lists)
        {
            if (!(double.IsFinite(weight) && weight >= 0))
                throw new ArgumentException($"A list's weight must be finite and 0 or more, got {weight}.");
            for (var place = 0; place < items.Count; place++)
                scores[items[place].Item] =
                    scores.GetValueOrDefault(items[place].Item) + (weight * share(items, place));
        }
        return
        [
            .. scores
                .Select(s => new ScoredItem(s.Key, (float)s.Value))
                .OrderByDescending(s => s.Score)
                .ThenBy(s => s.Item)
                .Take(count),
        ];
    }
}
