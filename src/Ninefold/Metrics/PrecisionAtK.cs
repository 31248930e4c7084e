using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>
/// Precision@k: the share of the first k ranks that hold something relevant. Ranks that a short list leaves empty count
/// as misses. In [0, 1].
/// </summary>
/// <param name="k">How many ranks count, at least 1.</param>
public sealed class PrecisionAtK(int k) : RankingMetric("precision", k)
{
    /// <inheritdoc/>
    protected internal override bool IsLinear => true;

    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal) =>
        TensorPrimitives.Sum(gains) / Cutoff;
}
