namespace Ninefold.Metrics;

/// <summary>Mean absolute error, in the label's unit. At least 0, smaller is better.</summary>
public sealed class MeanAbsoluteError : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantities(Name, judged);
        return Ratio.Mean(Name, [.. outputs.Zip(labels, (o, l) => Math.Abs(o - l))]);
    }
}
