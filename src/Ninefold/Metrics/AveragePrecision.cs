namespace Ninefold.Metrics;

/// <summary>
/// Average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct thresholds, the step-wise area under the precision-recall curve
/// (no interpolation, which would be too optimistic; as in scikit-learn). The label is 0 or 1, the output a score of any
/// scale. In [0, 1], near the share of positives for a useless score; undefined without a positive.
/// </summary>
/// <seealso cref="AveragePrecisionAtK">For ranked lists.</seealso>
public sealed class AveragePrecision : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "average_precision";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var order = ScoreOrder.Of(Name, judged);
        return weights =>
        {
            var (start, positives, all, sum) = (0, 0.0, 0.0, 0.0);
            foreach (var end in order.TieEnds)
            {
                var (positive, negative) = order.Weigh(weights, start, end);
                positives += positive;
                all += positive + negative;
                if (positive > 0)
                    sum += positive * (positives / all);
                start = end;
            }
            return positives > 0
                ? sum / positives
                : throw new MetricUndefinedException(Name, "a positive is needed, and there is none");
        };
    }
}
