namespace Ninefold.Metrics;

/// <summary>
/// Mean squared error, in the square of the label's unit. At least 0, smaller is better.
/// </summary>
public sealed class MeanSquaredError : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantities(Name, judged);
        return Ratio.Mean(Name, [.. outputs.Zip(labels, (o, l) => (o - l) * (o - l))]);
    }
}
