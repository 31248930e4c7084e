namespace Ninefold.Metrics;

/// <summary>
/// Discounted cumulative gain: Σ gain / log₂(rank + 1) over ranks from 1. At least 0 and unbounded; <see cref="Ndcg"/>
/// divides it by the best that was possible. Järvelin and Kekäläinen (2002), "Cumulated gain-based evaluation of IR
/// techniques"; the exponential gain is from Burges et al. (2005), "Learning to rank using gradient descent".
/// </summary>
/// <param name="k">How many ranks count, at least 1; null for all.</param>
/// <param name="exponentialGain">A grade g gains 2^g − 1, which favours the top grades; otherwise it gains g.</param>
public sealed class Dcg(int? k = null, bool exponentialGain = false) : RankingMetric("dcg", k)
{
    /// <inheritdoc/>
    protected internal override bool IsLinear => true;

    /// <inheritdoc/>
    protected internal override double GainOf(double grade) => Gain(grade, exponentialGain);

    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal) =>
        DiscountedSum(gains);

    internal static double Gain(double grade, bool exponential) => exponential ? Math.Pow(2, grade) - 1 : grade;

    internal static double DiscountedSum(ReadOnlySpan<double> gains)
    {
        var sum = 0.0;
        for (var rank = 0; rank < gains.Length; rank++)
            sum += gains[rank] / Math.Log2(rank + 2);
        return sum;
    }
}
