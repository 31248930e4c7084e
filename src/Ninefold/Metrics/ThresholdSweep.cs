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
        var reached = new List<(double Threshold, double Positives, double Negatives)>(order.TieEnds.Length);
        var (start, positives, negatives) = (0, 0.0, 0.0);
        foreach (var end in order.TieEnds)
        {
            var (positive, negative) = order.Weigh(weights, start, end);
            positives += positive;
            negatives += negative;
            if (positive + negative > 0)
                reached.Add((judged[order.Rows[start]].Output, positives, negatives));
            start = end;
        }
        return reached.Count > 0
            ? [.. reached.Select(r => (r.Threshold, MatrixOf(r.Positives, r.Negatives)))]
            : throw new MetricUndefinedException(metric, "no answer has a weight");

        // The last sums are the totals, so that the last point misses exactly nothing.
        ConfusionMatrix MatrixOf(double found, double alarms) =>
            new(found, alarms, negatives - alarms, positives - found);
    }

    /// <summary>The points where each answer counts once.</summary>
    public IReadOnlyList<(double Threshold, ConfusionMatrix Matrix)> Points()
    {
        var ones = new double[judged.Count];
        Array.Fill(ones, 1);
        return Points(ones);
    }
}
