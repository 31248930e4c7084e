namespace Ninefold.Metrics;

/// <summary>A threshold's place on the ROC curve.</summary>
/// <param name="FalsePositiveRate">The share of the negatives that score at least the threshold.</param>
/// <param name="TruePositiveRate">The share of the positives that do: the recall.</param>
/// <param name="Threshold">On the scale of the scores; infinite at the curve's beginning, where nothing is positive.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);

/// <summary>
/// The receiver operating characteristic: what each threshold finds and what it costs in false alarms. Fawcett (2006),
/// "An introduction to ROC analysis".
/// </summary>
/// <seealso cref="RocAuc">The area under it.</seealso>
public static class RocCurve
{
    /// <summary>The curve from (0, 0) to (1, 1), one point for each distinct score, largest first.</summary>
    /// <param name="judged">Scores of any scale against a class, 0 or 1.</param>
    /// <exception cref="MetricUndefinedException">One class is missing, or a score or label is none.</exception>
    public static IReadOnlyList<RocPoint> Of(IReadOnlyList<Judged<double, double>> judged)
    {
        var points = new ThresholdSweep("roc_curve", judged).Points();
        var all = points[^1].Matrix;
        if (all.Positives <= 0 || all.Negatives <= 0)
            throw new MetricUndefinedException("roc_curve", "both classes are needed, and only one is there");
        return
        [
            new(0, 0, double.PositiveInfinity),
            .. points.Select(point => new RocPoint(
                point.Matrix.FalsePositives / all.Negatives,
                point.Matrix.TruePositives / all.Positives,
                point.Threshold
            )),
        ];
    }
}
