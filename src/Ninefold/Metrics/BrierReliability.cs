namespace Ninefold.Metrics;

/// <summary>The part of the Brier score that calibration could take away, in [0, 1]; smaller is better.</summary>
/// <param name="bins">How many bins of equal width divide [0, 1], at least 1; null for a group per probability.</param>
/// <seealso cref="BrierDecomposition">What the parts are.</seealso>
public sealed class BrierReliability(int? bins = null) : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "brier_reliability";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var parts = BrierDecomposition.Prepare(Name, judged, bins);
        return weights => parts(weights).Reliability;
    }
}
