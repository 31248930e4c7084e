namespace Ninefold.Models.Calibration;

/// <summary>What a calibration learns from: scores of rows that the scoring model was not fitted on.</summary>
/// <param name="Scores">One a row, finite.</param>
/// <param name="Labels">One a row, 0 or 1.</param>
public sealed record ScoredLabels(double[] Scores, float[] Labels)
{
    /// <exception cref="ArgumentException">Something is wrong; the message lists all faults.</exception>
    internal void Check()
    {
        var faults = new List<string>();
        if (Scores.Length == 0)
            faults.Add("there are no scores");
        if (Scores.Length != Labels.Length)
            faults.Add($"{Scores.Length} scores need as many labels, got {Labels.Length}");
        if (Array.FindIndex(Scores, score => !double.IsFinite(score)) is >= 0 and var score)
            faults.Add($"scores must be finite, row {score} has {Scores[score]}");
        if (Array.FindIndex(Labels, label => label is not (0 or 1)) is >= 0 and var label)
            faults.Add($"labels must be 0 or 1, row {label} has {Labels[label]}");
        else if (Labels.Distinct().Count() == 1)
            faults.Add($"all labels are {Labels[0]}");
        if (faults.Count > 0)
            throw new ArgumentException($"The scores cannot be calibrated: {string.Join("; ", faults)}.");
    }

    /// <exception cref="ArgumentException">Something is wrong, or a score is no probability.</exception>
    internal void CheckProbabilities()
    {
        Check();
        if (Array.FindIndex(Scores, score => score is < 0 or > 1) is >= 0 and var wrong)
            throw new ArgumentException(
                $"The scores cannot be calibrated: they must be probabilities, 0 to 1, row {wrong} has {Scores[wrong]}."
            );
    }
}
