namespace Ninefold.Metrics;

/// <summary>The mean of recall and specificity at a threshold, in [0, 1], 0.5 for a constant answer; undefined where one class is missing.</summary>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class BalancedAccuracy(double threshold = .5)
    : ThresholdMetric("balanced_accuracy", threshold, "both classes are needed, and only one is there")
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.BalancedAccuracy;
}
