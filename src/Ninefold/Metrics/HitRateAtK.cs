namespace Ninefold.Metrics;

/// <summary>Hit rate@k: 1 where something relevant stands in the first k ranks, else 0. In [0, 1].</summary>
/// <param name="k">How many ranks count, at least 1.</param>
public sealed class HitRateAtK(int k) : RankingMetric("hit_rate", k)
{
    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal) =>
        gains.ContainsAnyExcept(0) ? 1 : 0;
}
