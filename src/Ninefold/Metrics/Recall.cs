namespace Ninefold.Metrics;

/// <summary>The share of the positives that a threshold finds (sensitivity), in [0, 1]; undefined without a positive.</summary>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class Recall(double threshold = .5)
    : ThresholdMetric("recall", threshold, "a positive is needed, and there is none")
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.Recall;
}
