namespace Ninefold.Metrics;

/// <summary>
/// The share of the positives among this share of the answers, those with the largest scores; ties are broken at random,
/// and the expected value is given. In [0, 1]; undefined without a positive. The label is 0 or 1.
/// </summary>
/// <param name="share">The share of the answers that is acted on, in (0, 1].</param>
public sealed class GainAtShare(double share) : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name { get; } = GainCurve.NameOf("gain", share);

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged) =>
        GainCurve.At(Name, share, judged);
}
