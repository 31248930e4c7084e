namespace Ninefold.Metrics;

/// <summary>The share of the negatives that a threshold leaves alone, in [0, 1]; undefined without a negative.</summary>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class Specificity(double threshold = .5)
    : ThresholdMetric("specificity", threshold, "a negative is needed, and there is none")
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.Specificity;
}
