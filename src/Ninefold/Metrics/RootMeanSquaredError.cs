namespace Ninefold.Metrics;

/// <summary>Root mean squared error, in the label's unit. At least 0, smaller is better.</summary>
public sealed class RootMeanSquaredError : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantities(Name, judged);
        var meanSquare = Ratio.Mean(Name, [.. outputs.Zip(labels, (o, l) => (o - l) * (o - l))]);
        return weights => Math.Sqrt(meanSquare(weights));
    }
}
