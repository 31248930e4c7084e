namespace Ninefold.Metrics;

/// <summary>
/// Top-k accuracy: the share of answers whose true class has one of the k largest scores. The output is a score for each
/// class, of any scale, the label the number of the true class, from 0. Where the true class is tied at the cut-off, it
/// counts by its chance to be in. In [0, 1].
/// </summary>
/// <seealso cref="HitRateAtK">For ranked lists of ids.</seealso>
public sealed class TopKAccuracy : Metric<IReadOnlyList<double>, int>
{
    private readonly int k;

    /// <param name="k">How many classes count, at least 1.</param>
    public TopKAccuracy(int k)
    {
        if (k < 1)
            throw new ArgumentOutOfRangeException(
                nameof(k),
                $"The 'k' parameter of accuracy must be at least 1. Got {k} instead."
            );
        this.k = k;
        Name = $"accuracy@{k}";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<IReadOnlyList<double>, int>> judged) =>
        Ratio.Mean(Name, [.. judged.Select((j, row) => ChanceToBeIn(j.Output, j.Label, row))]);

    private double ChanceToBeIn(IReadOnlyList<double> scores, int label, int row)
    {
        if (scores.Any(double.IsNaN))
            throw new MetricUndefinedException(Name, $"a score of row {row} is NaN");
        if (label < 0 || label >= scores.Count)
            throw new MetricUndefinedException(
                Name,
                $"the label of row {row} must be in [0, {scores.Count}), the classes that have a score, but is {label}"
            );
        var above = scores.Count(score => score > scores[label]);
        var tied = scores.Count(score => score == scores[label]);
        return Math.Clamp((double)(k - above) / tied, 0, 1);
    }
}
