namespace Ninefold.Metrics;

/// <summary>The decisions at every threshold that makes a difference.</summary>
internal sealed class ThresholdSweep(string metric, IReadOnlyList<Judged<double, double>> judged)
{
    private readonly ScoreOrder order = ScoreOrder.Of(metric, judged);

    /// <summary>
    /// The matrix at each distinct score, largest first: it answers positive everything down to this score. What has no
    /// weight makes no difference.
    /// </summary>
    public IReadOnlyList<(double Threshold, ConfusionMatrix Matrix)> Points(ReadOnlySpan<double> weights)
    {
        var (positives, negatives) = order.Weigh(weights, 0, order.Rows.Length);
        if (!(positives + negatives > 0))
            throw new MetricUndefinedException(metric, "no answer has a weight");
        var points = new List<(double, ConfusionMatrix)>(order.TieEnds.Length);
        var (start, truePositives, falsePositives) = (0, 0.0, 0.0);
        foreach (var end in order.TieEnds)
        {
            var (positive, negative) = order.Weigh(weights, start, end);
            var threshold = judged[order.Rows[start]].Output;
            start = end;
            if (positive + negative <= 0)
                continue;
            truePositives += positive;
            falsePositives += negative;
            points.Add(
                (
                    threshold,
                    new(
                        truePositives,
                        falsePositives,
                        Math.Max(0, negatives - falsePositives),
                        Math.Max(0, positives - truePositives)
                    )
                )
            );
        }
        return points;
    }

    /// <summary>The points where each answer counts once.</summary>
    public IReadOnlyList<(double Threshold, ConfusionMatrix Matrix)> Points()
    {
        var ones = new double[judged.Count];
        Array.Fill(ones, 1);
        return Points(ones);
    }
}
