using Ninefold.Metrics;

namespace Ninefold.Models.Inspection;

/// <summary>A threshold on the scores of two classes, and what comes of it: a point of four curves at once.</summary>
/// <param name="Threshold">A score of at least this is answered positive; null where none is.</param>
/// <param name="FalsePositiveRate">The share of the negatives that are answered positive; with the recall, the ROC curve.</param>
/// <param name="Recall">The share of the positives that are.</param>
/// <param name="Precision">The share of positives among what is; null where nothing is.</param>
/// <param name="Share">The share of all rows that is answered positive; with the recall, the gain curve.</param>
/// <param name="Cost">The expected cost of a row, where a missed positive costs as many false alarms as there are negatives to a positive.</param>
public sealed record OperatingPoint(
    double? Threshold,
    double FalsePositiveRate,
    double Recall,
    double? Precision,
    double Share,
    double Cost
)
{
    /// <summary>The points of the curves, from nothing to everything answered positive.</summary>
    /// <param name="judged">Scores of any scale against a class, 0 or 1.</param>
    /// <param name="most">At most so many points, at least 2: evenly along the ROC curve, with both ends.</param>
    /// <exception cref="MetricUndefinedException">One class is missing, or a score or label is none.</exception>
    public static IReadOnlyList<OperatingPoint> Along(IReadOnlyList<Judged<double, double>> judged, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var roc = RocCurve.Of(judged);
        var (precision, gain) = (PrecisionRecallCurve.Of(judged), GainCurve.Of(judged));
        var positives = judged.Count(j => j.Label == 1);
        var missed = (double)(judged.Count - positives) / positives;
        var cost = CostCurve.Of(judged, new DecisionCosts(FalsePositive: 1, FalseNegative: missed));
        return
        [
            .. Thinned(roc, most)
                .Select(at => new OperatingPoint(
                    at == 0 ? null : roc[at].Threshold,
                    roc[at].FalsePositiveRate,
                    roc[at].TruePositiveRate,
                    at == 0 ? null : precision[at - 1].Precision,
                    at == 0 ? 0 : gain[at - 1].Share,
                    cost[at].ExpectedCost
                )),
        ];
    }

    private static IEnumerable<int> Thinned(IReadOnlyList<RocPoint> roc, int most)
    {
        // The way along the curve is 2 in all, for both rates rise from 0 to 1.
        var next = 0.0;
        for (var at = 0; at < roc.Count; at++)
        {
            var way = roc[at].FalsePositiveRate + roc[at].TruePositiveRate;
            if (at == roc.Count - 1 || way >= next && way < 2)
            {
                yield return at;
                next += 2.0 / (most - 1) * (1 + Math.Floor((way - next) * (most - 1) / 2));
            }
        }
    }
}
