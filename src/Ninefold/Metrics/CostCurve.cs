namespace Ninefold.Metrics;

/// <summary>What a threshold costs.</summary>
/// <param name="Threshold">A score of at least this is answered positive; infinite where none is.</param>
/// <param name="ExpectedCost">The mean cost of an answer, in the costs' unit.</param>
public readonly record struct CostPoint(double Threshold, double ExpectedCost);

/// <summary>
/// The expected cost of every threshold. A threshold that is taken for its cost here must be judged on other answers.
/// </summary>
/// <seealso cref="ExpectedCost">The cost of one threshold, as a metric.</seealso>
public static class CostCurve
{
    /// <summary>One point where nothing is answered positive, then one for each distinct score, largest first.</summary>
    /// <param name="judged">Scores of any scale against a class, 0 or 1.</param>
    /// <param name="costs">What each kind of decision costs.</param>
    /// <exception cref="MetricUndefinedException">There are no answers, or a score or label is none.</exception>
    public static IReadOnlyList<CostPoint> Of(IReadOnlyList<Judged<double, double>> judged, DecisionCosts costs)
    {
        var points = new ThresholdSweep("cost_curve", judged).Points();
        var all = points[^1].Matrix;
        return
        [
            new(double.PositiveInfinity, costs.Expected(new(0, 0, all.Negatives, all.Positives)) ?? 0),
            .. points.Select(point => new CostPoint(point.Threshold, costs.Expected(point.Matrix) ?? 0)),
        ];
    }
}
