namespace Ninefold.Metrics;

/// <summary>
/// The confusion matrix of two classes, 1 (positive) and 0 (negative): how often each was answered where each was true, in
/// answers or, where answers are weighted, in weight. A ratio is null where nothing stands below its line.
/// </summary>
/// <seealso cref="ClassConfusion">Of several classes.</seealso>
/// <param name="TruePositives">Positives answered positive, at least 0.</param>
/// <param name="FalsePositives">Negatives answered positive, at least 0.</param>
/// <param name="TrueNegatives">Negatives answered negative, at least 0.</param>
/// <param name="FalseNegatives">Positives answered negative, at least 0.</param>
public readonly record struct ConfusionMatrix(
    double TruePositives,
    double FalsePositives,
    double TrueNegatives,
    double FalseNegatives
)
{
    /// <summary>All answers.</summary>
    public double Count => Positives + Negatives;

    /// <summary>The answers whose label is 1.</summary>
    public double Positives => TruePositives + FalseNegatives;

    /// <summary>The answers whose label is 0.</summary>
    public double Negatives => TrueNegatives + FalsePositives;

    /// <summary>The answers that were positive, right or wrong.</summary>
    public double PredictedPositives => TruePositives + FalsePositives;

    /// <summary>The share of right answers, in [0, 1]; null where there are none.</summary>
    public double? Accuracy => Over(TruePositives + TrueNegatives, Count);

    /// <summary>The share of positives among the positive answers, in [0, 1]; null where no answer was positive.</summary>
    public double? Precision => Over(TruePositives, PredictedPositives);

    /// <summary>The share of the positives that were found, in [0, 1]; null where there are none.</summary>
    public double? Recall => Over(TruePositives, Positives);

    /// <summary>The share of the negatives that were left alone, in [0, 1]; null where there are none.</summary>
    public double? Specificity => Over(TrueNegatives, Negatives);

    /// <summary>The mean of recall and specificity, in [0, 1], 0.5 for a constant answer; null where one class is missing.</summary>
    public double? BalancedAccuracy => (Recall + Specificity) / 2;

    /// <summary>
    /// The correlation of answers and labels (the phi coefficient), in [-1, 1]; 0 where the answer is constant, its limit;
    /// null where one class is missing. Matthews (1975); Chicco and Jurman (2020).
    /// </summary>
    public double? MatthewsCorrelation
    {
        get
        {
            if (Positives <= 0 || Negatives <= 0)
                return null;
            var answers = PredictedPositives * (TrueNegatives + FalseNegatives);
            return answers <= 0
                ? 0
                : (TruePositives * TrueNegatives - FalsePositives * FalseNegatives)
                    / (Math.Sqrt(answers) * Math.Sqrt(Positives * Negatives));
        }
    }

    /// <summary>
    /// The weighted harmonic mean of precision and recall, in [0, 1]; 0 where there are positives and none is found, null
    /// where there are neither positives nor positive answers. Van Rijsbergen (1979).
    /// </summary>
    /// <param name="beta">How many times as much recall counts as precision, above 0.</param>
    public double? FBeta(double beta = 1) =>
        Over((1 + beta * beta) * TruePositives, PredictedPositives + beta * beta * Positives);

    /// <summary>The matrix when every score of at least the threshold is answered positive.</summary>
    /// <param name="threshold">On the scale of the scores; not NaN.</param>
    /// <param name="judged">Scores of any scale against a class, 0 or 1.</param>
    /// <exception cref="MetricUndefinedException">There are no answers, a score is NaN, or a label neither 0 nor 1.</exception>
    public static ConfusionMatrix At(double threshold, IReadOnlyList<Judged<double, double>> judged)
    {
        var ones = new double[judged.Count];
        Array.Fill(ones, 1);
        return Of(Columns.OfScores("confusion_matrix", judged), threshold, ones);
    }

    internal static ConfusionMatrix Of(Columns columns, double threshold, ReadOnlySpan<double> weights)
    {
        // Each cell is summed by itself: a difference of sums would leave a rounding error where nothing is.
        var (scores, labels) = columns;
        var (truePositives, falsePositives, trueNegatives, falseNegatives) = (0.0, 0.0, 0.0, 0.0);
        for (var row = 0; row < scores.Length; row++)
            if (scores[row] >= threshold)
                if (labels[row] == 1)
                    truePositives += weights[row];
                else
                    falsePositives += weights[row];
            else if (labels[row] == 1)
                falseNegatives += weights[row];
            else
                trueNegatives += weights[row];
        return new(truePositives, falsePositives, trueNegatives, falseNegatives);
    }

    private static double? Over(double part, double whole) => whole > 0 ? part / whole : null;
}
