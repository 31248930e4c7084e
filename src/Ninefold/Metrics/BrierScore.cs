namespace Ninefold.Metrics;

/// <summary>
/// Brier score: the mean squared difference between the probability of 1 and the label, 0 or 1. In [0, 1], smaller is
/// better. Brier (1950), "Verification of forecasts expressed in terms of probability".
/// </summary>
public sealed class BrierScore : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "brier_score";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var columns = Columns.OfProbabilities(Name, judged);
        return Ratio.Mean(Name, [.. columns.Outputs.Zip(columns.Labels, (p, y) => (p - y) * (p - y))]);
    }
}
