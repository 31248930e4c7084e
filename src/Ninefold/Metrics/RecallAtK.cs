using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>
/// Recall@k: the share of all that is relevant which stands in the first k ranks. It cannot reach 1 where more than k
/// items are relevant. In [0, 1].
/// </summary>
/// <param name="k">How many ranks count, at least 1.</param>
public sealed class RecallAtK(int k) : RankingMetric("recall", k)
{
    /// <inheritdoc/>
    protected internal override bool IsLinear => true;

    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal) =>
        TensorPrimitives.Sum(gains) / ideal.Length;
}
