namespace Ninefold.Data.Sampling;

/// <summary>
/// Rows drawn so that a rare class is less rare, and what that does to probabilities: a model fitted on the rows gives odds
/// that are <see cref="OddsFactor"/> times too high. Only training rows are sampled; those that judge stay as they are.
/// </summary>
/// <param name="Rows">The rows to take, ascending; a row that is taken twice stands twice.</param>
/// <param name="OddsFactor">By how much the odds of label 1 rose, at least 1.</param>
public sealed record ClassSample(int[] Rows, double OddsFactor)
{
    /// <summary>Keeps all rows of label 1 and a share of those of label 0, drawn without replacement.</summary>
    /// <param name="labels">One a row, 0 or 1.</param>
    /// <param name="perPositive">How many rows of label 0 to keep for each of label 1, above 0; all where there are fewer.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <exception cref="ArgumentException">A label is neither 0 nor 1, a class is missing, or a parameter is out of range.</exception>
    public static ClassSample Down(float[] labels, double perPositive, int seed)
    {
        var (negatives, positives) = Classes(labels, perPositive);
        var keep = (int)Math.Clamp(Math.Round(perPositive * positives.Count), 1, negatives.Count);
        int[] kept = [.. negatives];
        new Random(seed).Shuffle(kept);
        return new([.. kept.Take(keep).Concat(positives).Order()], (double)negatives.Count / keep);
    }

    /// <summary>Keeps all rows and draws rows of label 1 again, each as often as the others to within one.</summary>
    /// <param name="labels">One a row, 0 or 1.</param>
    /// <param name="perNegative">How many rows of label 1 there shall be for each of label 0, above 0; at least all.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <exception cref="ArgumentException">A label is neither 0 nor 1, a class is missing, or a parameter is out of range.</exception>
    public static ClassSample Up(float[] labels, double perNegative, int seed)
    {
        var (negatives, positives) = Classes(labels, perNegative);
        var wanted = (int)Math.Max(positives.Count, Math.Round(perNegative * negatives.Count));
        int[] shuffled = [.. positives];
        new Random(seed).Shuffle(shuffled);
        var drawn = Enumerable.Range(0, wanted).Select(i => shuffled[i % shuffled.Length]);
        return new([.. negatives.Concat(drawn).Order()], (double)wanted / positives.Count);
    }

    private static (List<int> Negatives, List<int> Positives) Classes(float[] labels, double ratio)
    {
        var (negatives, positives, faults) = (new List<int>(), new List<int>(), new List<string>());
        for (var row = 0; row < labels.Length; row++)
            (labels[row] == 1 ? positives : negatives).Add(row);
        if (negatives.FindIndex(row => labels[row] != 0) is >= 0 and var wrong)
            faults.Add($"labels must be 0 or 1, row {negatives[wrong]} has {labels[negatives[wrong]]}");
        if (negatives.Count == 0 || positives.Count == 0)
            faults.Add($"both labels are needed, got {negatives.Count} of 0 and {positives.Count} of 1");
        if (!(ratio > 0 && double.IsFinite(ratio)))
            faults.Add($"the ratio of the classes must be above 0 and finite, got {ratio}");
        return faults.Count == 0
            ? (negatives, positives)
            : throw new ArgumentException($"The classes cannot be sampled: {string.Join("; ", faults)}.");
    }
}
