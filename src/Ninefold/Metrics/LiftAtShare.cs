namespace Ninefold.Metrics;

/// <summary>
/// How many times as many positives there are among this share of the answers, those with the largest scores, as among as
/// many at random. In [0, 1 / share], 1 for a useless score; undefined without a positive. The label is 0 or 1.
/// </summary>
/// <param name="share">The share of the answers that is acted on, in (0, 1].</param>
public sealed class LiftAtShare(double share) : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name { get; } = GainCurve.NameOf("lift", share);

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var gain = GainCurve.At(Name, share, judged);
        return weights => gain(weights) / share;
    }
}
