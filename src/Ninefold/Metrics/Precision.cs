namespace Ninefold.Metrics;

/// <summary>The share of positives among the positive answers at a threshold, in [0, 1]; undefined where no answer is positive.</summary>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class Precision(double threshold = .5) : ThresholdMetric("precision", threshold, "no answer is positive")
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.Precision;
}
