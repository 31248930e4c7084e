namespace Ninefold.Models.Calibration;

/// <summary>
/// The non-decreasing function of the score that is nearest to the labels in squared error, by pooling adjacent
/// violators (Barlow et al., 1972). Needs no shape, but some thousand rows. Rows of equal score are pooled first: also those that
/// differ by the last bits only, of which the highest would else be certain on its own.
/// </summary>
public sealed record IsotonicRegression : ITrainer<ScoredLabels, IsotonicCalibrator>
{
    private const double Same = 1e-15;

    /// <inheritdoc/>
    public string Name => "isotonic-regression";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The scores cannot be calibrated; the message says why.</exception>
    public IsotonicCalibrator Fit(ScoredLabels data, TrainingContext context)
    {
        data.Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var pools = new Stack<(double Low, double High, double Sum, int Count)>();
        foreach (var rows in data.Scores.Zip(data.Labels).GroupBy(row => row.First).OrderBy(rows => rows.Key))
        {
            var pool = (Low: rows.Key, High: rows.Key, Sum: (double)rows.Sum(row => row.Second), Count: rows.Count());
            while (
                pools.TryPeek(out var before)
                && (before.Sum * pool.Count >= pool.Sum * before.Count || pool.Low - before.High < Same)
            )
            {
                pools.Pop();
                pool = (before.Low, pool.High, before.Sum + pool.Sum, before.Count + pool.Count);
            }
            pools.Push(pool);
        }
        // A pool is level from its lowest to its highest score: two points, or one where they are the same.
        var points = new SortedDictionary<double, double>();
        foreach (var pool in pools)
            points[pool.Low] = points[pool.High] = pool.Sum / pool.Count;
        return new IsotonicCalibrator([.. points.Keys], [.. points.Values]);
    }
}

/// <summary>Linear between points, level beyond the first and last.</summary>
/// <param name="Scores">Ascending, at least one.</param>
/// <param name="Probabilities">Not descending, one a score.</param>
public sealed record IsotonicCalibrator(double[] Scores, double[] Probabilities) : ICalibrator
{
    /// <inheritdoc/>
    public double Calibrate(double score)
    {
        var place = Array.BinarySearch(Scores, score);
        if (place >= 0)
            return Probabilities[place];
        var above = ~place;
        if (above == 0 || above == Scores.Length)
            return Probabilities[above == 0 ? 0 : ^1];
        var share = (score - Scores[above - 1]) / (Scores[above] - Scores[above - 1]);
        // Not double.Lerp, whose rounding would let the value fall between equal ends.
        return Probabilities[above - 1] + share * (Probabilities[above] - Probabilities[above - 1]);
    }
}
