namespace Ninefold.Metrics;

/// <summary>
/// The area under the ROC curve: the probability that a random positive scores above a random negative, ties counting
/// half. The label is 0 or 1, the output a score of any scale. In [0, 1], 0.5 for a constant score; undefined where one
/// class is missing. Hanley and McNeil (1982).
/// </summary>
public sealed class RocAuc : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "roc_auc";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var order = ScoreOrder.Of(Name, judged);
        return weights =>
        {
            var (start, positives, negatives, area) = (0, 0.0, 0.0, 0.0);
            foreach (var end in order.TieEnds)
            {
                var (positive, negative) = order.Weigh(weights, start, end);
                area += negative * (positives + positive / 2);
                positives += positive;
                negatives += negative;
                start = end;
            }
            return positives > 0 && negatives > 0
                ? area / positives / negatives
                : throw new MetricUndefinedException(Name, "both classes are needed, and only one is there");
        };
    }
}
