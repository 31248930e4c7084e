namespace Ninefold.Metrics;

/// <summary>The share of right answers at a threshold, in [0, 1]; misleading where one class is rare.</summary>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class Accuracy(double threshold = .5) : ThresholdMetric("accuracy", threshold, "no answer has a weight")
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.Accuracy;
}
