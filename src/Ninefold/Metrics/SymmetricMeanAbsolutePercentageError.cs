namespace Ninefold.Metrics;

/// <summary>
/// Symmetric mean absolute percentage error: the mean of 2·|output − label| / (|output| + |label|), 0 where both are 0. In
/// [0, 2], smaller is better. Makridakis (1993), "Accuracy measures: theoretical and practical concerns".
/// </summary>
public sealed class SymmetricMeanAbsolutePercentageError : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "smape";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantities(Name, judged);
        return Ratio.Mean(
            Name,
            [.. outputs.Zip(labels, (o, l) => o == l ? 0 : Math.Abs(o - l) / (Math.Abs(o) / 2 + Math.Abs(l) / 2))]
        );
    }
}
