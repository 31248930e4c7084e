using Ninefold.Metrics;

namespace Ninefold.Bench.Metrics;

/// <summary>What is no single number, as the list of its numbers: curves, matrices and scores taken apart.</summary>
internal static class Points
{
    public static Dictionary<string, double[]?> Binary(Judged<double, double>[] judged)
    {
        var (roc, precisionRecall) = (RocCurve.Of(judged), PrecisionRecallCurve.Of(judged));
        var matrix = ConfusionMatrix.At(.5, judged);
        return new()
        {
            ["roc_curve"] =
            [
                .. roc.Select(point => point.FalsePositiveRate),
                .. roc.Select(point => point.TruePositiveRate),
                .. roc.Select(point => double.IsPositiveInfinity(point.Threshold) ? 0 : point.Threshold),
            ],
            ["precision_recall_curve"] =
            [
                .. precisionRecall.Select(point => point.Recall),
                .. precisionRecall.Select(point => point.Precision),
                .. precisionRecall.Select(point => point.Threshold),
            ],
            ["confusion_matrix"] =
            [
                matrix.TrueNegatives,
                matrix.FalsePositives,
                matrix.FalseNegatives,
                matrix.TruePositives,
            ],
            ["brier_decomposition"] = Parts(BrierDecomposition.Of(judged)),
            ["brier_decomposition_of_10_bins"] = Parts(BrierDecomposition.Of(judged, bins: 10)),
        };
    }

    /// <summary>A class that is never answered has precision 0, one that is never true recall 0, as in scikit-learn.</summary>
    public static Dictionary<string, double[]?> Classes(Judged<string, string>[] judged, double[] weights)
    {
        var matrix = ClassConfusion.Of(judged, weights);
        int[] classes = [.. Enumerable.Range(0, matrix.Classes.Count)];
        return new()
        {
            ["confusion_matrix"] = [.. classes.SelectMany(truth => classes.Select(answer => matrix[truth, answer]))],
            ["precision_of_each"] = [.. classes.Select(one => matrix.Precision(one) ?? 0)],
            ["recall_of_each"] = [.. classes.Select(one => matrix.Recall(one) ?? 0)],
        };
    }

    private static double[] Parts(BrierDecomposition parts) =>
        [parts.Reliability, parts.Resolution, parts.Uncertainty, parts.Remainder];
}
