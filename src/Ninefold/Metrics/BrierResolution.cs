namespace Ninefold.Metrics;

/// <summary>How far the Brier score is improved by telling answers apart, in [0, 0.25]; larger is better.</summary>
/// <param name="bins">How many bins of equal width divide [0, 1], at least 1; null for a group per probability.</param>
/// <seealso cref="BrierDecomposition">What the parts are.</seealso>
public sealed class BrierResolution(int? bins = null) : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "brier_resolution";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var parts = BrierDecomposition.Prepare(Name, judged, bins);
        return weights => parts(weights).Resolution;
    }
}
