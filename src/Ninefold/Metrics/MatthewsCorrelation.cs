namespace Ninefold.Metrics;

/// <summary>Matthews correlation coefficient at a threshold, in [-1, 1], 0 for a constant answer; undefined where one class is missing. Matthews (1975).</summary>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class MatthewsCorrelation(double threshold = .5)
    : ThresholdMetric("matthews_correlation", threshold, "both classes are needed, and only one is there")
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.MatthewsCorrelation;
}
