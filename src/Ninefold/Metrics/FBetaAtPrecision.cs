namespace Ninefold.Metrics;

/// <summary>The largest F-beta of a threshold with at least this precision, in [0, 1]; 0 where none has it.</summary>
/// <param name="minimum">The precision that is asked for, in [0, 1].</param>
/// <param name="beta">How many times as much recall counts as precision, above 0.</param>
public sealed class FBetaAtPrecision(double minimum, double beta = 1)
    : OperatingPointMetric($"{FBeta.NameOf(beta)}_at_precision", minimum)
{
    private readonly double minimum = minimum;

    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) =>
        matrix.Precision >= minimum ? matrix.FBeta(beta) : null;
}
