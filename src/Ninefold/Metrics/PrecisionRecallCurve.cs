namespace Ninefold.Metrics;

/// <summary>A threshold's place on the precision-recall curve.</summary>
/// <param name="Recall">The share of the positives that score at least the threshold.</param>
/// <param name="Precision">The share of positives among what does.</param>
/// <param name="Threshold">On the scale of the scores.</param>
public readonly record struct PrecisionRecallPoint(double Recall, double Precision, double Threshold);

/// <summary>
/// Precision against recall at each threshold. Unlike scikit-learn's, the curve has no point at recall 0, where nothing is
/// answered positive and precision does not exist. Davis and Goadrich (2006), "The relationship between precision-recall
/// and ROC curves".
/// </summary>
/// <seealso cref="AveragePrecision">The area under its steps.</seealso>
public static class PrecisionRecallCurve
{
    /// <summary>One point for each distinct score, largest first; the last has recall 1.</summary>
    /// <param name="judged">Scores of any scale against a class, 0 or 1.</param>
    /// <exception cref="MetricUndefinedException">There is no positive, or a score or label is none.</exception>
    public static IReadOnlyList<PrecisionRecallPoint> Of(IReadOnlyList<Judged<double, double>> judged)
    {
        var points = new ThresholdSweep("precision_recall_curve", judged).Points();
        var positives = points[^1].Matrix.Positives;
        if (positives <= 0)
            throw new MetricUndefinedException("precision_recall_curve", "a positive is needed, and there is none");
        return
        [
            .. points.Select(point => new PrecisionRecallPoint(
                point.Matrix.TruePositives / positives,
                point.Matrix.TruePositives / point.Matrix.PredictedPositives,
                point.Threshold
            )),
        ];
    }
}
