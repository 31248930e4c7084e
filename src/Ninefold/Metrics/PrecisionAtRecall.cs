namespace Ninefold.Metrics;

/// <summary>The largest precision of a threshold with at least this recall, in [0, 1].</summary>
/// <param name="minimum">The recall that is asked for, in [0, 1].</param>
public sealed class PrecisionAtRecall(double minimum) : OperatingPointMetric("precision_at_recall", minimum)
{
    private readonly double minimum = minimum;

    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) =>
        matrix.Recall >= minimum ? matrix.Precision : null;
}
