namespace Ninefold.Data.Labelling;

/// <summary>
/// Finds labels that are likely wrong, from what a model says of rows that it was not fitted on: Northcutt, Jiang and
/// Chuang, "Confident learning: estimating uncertainty in dataset labels" (2021). A row counts for a class that it is at
/// least as likely to be of as the rows with that label are on average; of several it counts for the likeliest.
/// </summary>
/// <param name="Thresholds">For each class the mean probability of it over the rows with that label; NaN where there are none.</param>
/// <param name="Joint">How many rows have a label (first) and count for a class (second); other rows count for none.</param>
/// <param name="LikelyErrors">Rows that count for another class than their label, the surest first.</param>
public sealed record ConfidentLearning(double[] Thresholds, int[][] Joint, IReadOnlyList<LikelyLabelError> LikelyErrors)
{
    /// <summary>Looks for wrong labels.</summary>
    /// <param name="labels">One a row, the class from 0.</param>
    /// <param name="probabilities">
    /// For each row the probability of each class, at least two, by a model that has not seen the row's label, such as those
    /// of the held-out parts in cross-validation.
    /// </param>
    /// <exception cref="ArgumentException">The rows cannot be used; the message says which and why.</exception>
    public static ConfidentLearning Of(IReadOnlyList<int> labels, IReadOnlyList<double[]> probabilities)
    {
        Check(labels, probabilities);
        var classes = probabilities[0].Length;
        var (sums, counts) = (new double[classes], new int[classes]);
        for (var row = 0; row < labels.Count; row++)
        {
            sums[labels[row]] += probabilities[row][labels[row]];
            counts[labels[row]]++;
        }
        double[] thresholds = [.. sums.Zip(counts, (sum, count) => sum / count)];
        int[][] joint = [.. thresholds.Select(_ => new int[classes])];
        var errors = new List<LikelyLabelError>();
        for (var row = 0; row < labels.Count; row++)
        {
            var (label, own) = (labels[row], probabilities[row]);
            int[] confident = [.. Enumerable.Range(0, classes).Where(c => own[c] >= thresholds[c])];
            if (confident.Length == 0)
                continue;
            var likeliest = confident.MaxBy(c => own[c]);
            joint[label][likeliest]++;
            if (likeliest != label)
                errors.Add(new(row, label, likeliest, own[likeliest] - own[label]));
        }
        return new(thresholds, joint, [.. errors.OrderByDescending(e => e.Margin).ThenBy(e => e.Row)]);
    }

    /// <summary>
    /// The share of all rows that have a label (first) and are of a class (second), by the paper's calibration: each label's
    /// counts are stretched to how often the label was given. A label none of whose rows count has no share.
    /// </summary>
    /// <param name="labels">The labels that were looked at.</param>
    public double[][] CalibratedJoint(IReadOnlyList<int> labels)
    {
        var given = labels.CountBy(label => label).ToDictionary();
        return
        [
            .. Joint.Select(
                (row, label) =>
                    row.Select(count =>
                            row.Sum() == 0
                                ? 0
                                : (double)count / row.Sum() * given.GetValueOrDefault(label) / labels.Count
                        )
                        .ToArray()
            ),
        ];
    }

    private static void Check(IReadOnlyList<int> labels, IReadOnlyList<double[]> probabilities)
    {
        if (labels.Count == 0 || labels.Count != probabilities.Count)
            throw new ArgumentException(
                $"Every label needs its probabilities, and there must be some; got {labels.Count} and {probabilities.Count}."
            );
        for (var row = 0; row < labels.Count; row++)
            if (
                probabilities[row].Length < 2
                || probabilities[row].Length != probabilities[0].Length
                || probabilities[row].Any(p => p is not (>= 0 and <= 1))
                || (uint)labels[row] >= (uint)probabilities[row].Length
            )
                throw new ArgumentException(
                    $"Every row needs a probability in [0, 1] for each of two or more classes, and a label among them; row {row} "
                        + $"has the label {labels[row]} and [{string.Join(", ", probabilities[row])}]."
                );
    }
}

/// <summary>A label that is likely wrong.</summary>
/// <param name="Row">The row.</param>
/// <param name="Label">What it says.</param>
/// <param name="Likeliest">What it should likely say.</param>
/// <param name="Margin">By how much this is more probable to the model, in (−1, 1].</param>
public readonly record struct LikelyLabelError(int Row, int Label, int Likeliest, double Margin);
