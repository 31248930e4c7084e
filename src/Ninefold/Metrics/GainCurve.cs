namespace Ninefold.Metrics;

/// <summary>What is won by acting on the answers with the largest scores first.</summary>
/// <param name="Share">The share of all answers that is acted on, in (0, 1].</param>
/// <param name="Gain">The share of the positives among them: the recall.</param>
/// <param name="Threshold">The smallest score among them.</param>
public readonly record struct GainPoint(double Share, double Gain, double Threshold)
{
    /// <summary>How many times as many positives are reached as by acting on the same share at random.</summary>
    public double Lift => Gain / Share;
}

/// <summary>The cumulative gain and lift at each threshold, as in direct marketing.</summary>
public static class GainCurve
{
    /// <summary>One point for each distinct score, largest first; the last is (1, 1).</summary>
    /// <param name="judged">Scores of any scale against a class, 0 or 1.</param>
    /// <exception cref="MetricUndefinedException">There is no positive, or a score or label is none.</exception>
    public static IReadOnlyList<GainPoint> Of(IReadOnlyList<Judged<double, double>> judged) =>
        Of("gain_curve", new ThresholdSweep("gain_curve", judged).Points());

    /// <summary>
    /// The gain at a share: a straight line between the points, which is the expected gain when ties are broken at random.
    /// </summary>
    internal static WeightedValue At(string metric, double share, IReadOnlyList<Judged<double, double>> judged)
    {
        var sweep = new ThresholdSweep(metric, judged);
        return weights =>
        {
            var before = default(GainPoint);
            foreach (var point in Of(metric, sweep.Points(weights)))
            {
                if (point.Share >= share)
                    return before.Gain
                        + (point.Gain - before.Gain) * (share - before.Share) / (point.Share - before.Share);
                before = point;
            }
            return 1;
        };
    }

    /// <summary>Refuses what is not a share.</summary>
    internal static string NameOf(string name, double share) =>
        share is > 0 and <= 1
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}@{share}")
            : throw new ArgumentOutOfRangeException(
                nameof(share),
                $"The 'share' parameter of {name} must be in (0, 1]. Got {share} instead."
            );

    private static IReadOnlyList<GainPoint> Of(
        string metric,
        IReadOnlyList<(double Threshold, ConfusionMatrix Matrix)> points
    )
    {
        var all = points[^1].Matrix;
        if (all.Positives <= 0)
            throw new MetricUndefinedException(metric, "a positive is needed, and there is none");
        return
        [
            .. points.Select(point => new GainPoint(
                point.Matrix.PredictedPositives / all.Count,
                point.Matrix.TruePositives / all.Positives,
                point.Threshold
            )),
        ];
    }
}
