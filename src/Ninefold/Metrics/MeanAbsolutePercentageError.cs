namespace Ninefold.Metrics;

/// <summary>
/// Mean absolute percentage error: the mean of |output − label| / |label|, as a share (0.1 is ten percent). At least 0, smaller
/// is better; it favours outputs that are too small. Undefined where a label is 0, for which scikit-learn gives a number
/// near 10¹⁵.
/// </summary>
public sealed class MeanAbsolutePercentageError : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "mape";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantitiesButZero(Name, judged);
        return Ratio.Mean(Name, [.. outputs.Zip(labels, (o, l) => Math.Abs(o - l) / Math.Abs(l))]);
    }
}
