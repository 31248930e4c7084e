namespace Ninefold.Metrics;

/// <summary>The largest recall of a threshold with at least this precision, in [0, 1]; 0 where none has it.</summary>
/// <param name="minimum">The precision that is asked for, in [0, 1].</param>
public sealed class RecallAtPrecision(double minimum) : OperatingPointMetric("recall_at_precision", minimum)
{
    private readonly double minimum = minimum;

    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) =>
        matrix.Precision >= minimum ? matrix.Recall : null;
}
