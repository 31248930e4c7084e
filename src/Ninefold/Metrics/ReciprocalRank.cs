namespace Ninefold.Metrics;

/// <summary>
/// Mean reciprocal rank: 1 / the rank, from 1, of the first relevant item; 0 where none stands above the cut-off.
/// In [0, 1]. Voorhees (1999), "The TREC-8 Question Answering Track Report".
/// </summary>
/// <param name="k">How many ranks count, at least 1; null for all.</param>
public sealed class ReciprocalRank(int? k = null) : RankingMetric("mrr", k)
{
    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal) =>
        gains.IndexOfAnyExcept(0) is >= 0 and var rank ? 1.0 / (rank + 1) : 0;
}
