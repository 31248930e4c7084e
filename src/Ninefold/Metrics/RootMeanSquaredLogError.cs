namespace Ninefold.Metrics;

/// <summary>
/// Root mean squared logarithmic error: the RMSE of ln(1 + value), for amounts of at least 0 whose ratio matters. At least
/// 0, smaller is better; an output that is too small costs more than one that is as much too large.
/// </summary>
public sealed class RootMeanSquaredLogError : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "rmsle";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfAmounts(Name, judged);
        var squares = outputs.Zip(labels, (o, l) => Math.Pow(double.LogP1(o) - double.LogP1(l), 2));
        var meanSquare = Ratio.Mean(Name, [.. squares]);
        return weights => Math.Sqrt(meanSquare(weights));
    }
}
