namespace Ninefold.Metrics;

/// <summary>
/// Normalised discounted cumulative gain: Σ gain / log₂(rank + 1) over ranks from 1, divided by the same sum for the
/// ideal order of everything relevant. In [0, 1].
/// Järvelin and Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques"; the exponential gain is from
/// Burges et al. (2005), "Learning to rank using gradient descent".
/// </summary>
/// <param name="k">How many ranks count, at least 1; null for all.</param>
/// <param name="exponentialGain">A grade g gains 2^g − 1, which favours the top grades; otherwise it gains g.</param>
/// <seealso cref="Dcg">Without the division.</seealso>
public sealed class Ndcg(int? k = null, bool exponentialGain = false) : RankingMetric("ndcg", k)
{
    /// <inheritdoc/>
    protected internal override bool IsLinear => true;

    /// <inheritdoc/>
    protected internal override double GainOf(double grade) => Dcg.Gain(grade, exponentialGain);

    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal) =>
        Dcg.DiscountedSum(gains) / Dcg.DiscountedSum(ideal[..Math.Min(Cutoff, ideal.Length)]);
}
