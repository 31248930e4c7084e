using Ninefold.Features;

namespace Ninefold.Flows.Reranking;

/// <summary>
/// Lifts what is new: an item's score, stretched to run from 0 to 1 within the list, gains <c>weight · 2^(−age / half-life)</c>.
/// </summary>
/// <param name="Weight">What a brand-new item gains, at least 0; 1 is the distance from the last item to the first.</param>
/// <param name="HalfLifeDays">The age at which half of it is left, above 0.</param>
public sealed record FreshnessBoost(double Weight, double HalfLifeDays)
{
    /// <summary>What traces and reports call it.</summary>
    public string Name { get; } =
        Parameters.Check("freshness", Parameters.AtLeast(Weight, 0), Parameters.Above(HalfLifeDays, 0));

    /// <summary>Reorders a list.</summary>
    /// <param name="candidates">Distinct items, best first.</param>
    /// <param name="publishedAt">When an item came out, Unix time in milliseconds; later than now counts as now.</param>
    /// <param name="now">Unix time in milliseconds.</param>
    public ScoredItem[] Rerank(IReadOnlyList<ScoredItem> candidates, Func<int, long> publishedAt, long now) =>
        [
            .. candidates
                .Select(c => new ScoredItem(
                    c.Item,
                    (float)(
                        Fusion.Stretched(c.Score, candidates[^1].Score, candidates[0].Score)
                        + (Weight * Math.Pow(.5, Math.Max(0, now - publishedAt(c.Item)) / HalfLife))
                    )
                ))
                .OrderByDescending(c => c.Score)
                .ThenBy(c => c.Item),
        ];

    private double HalfLife => HalfLifeDays * TimeSpan.MillisecondsPerDay;
}
