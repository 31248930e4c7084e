namespace Ninefold.Data.Splitting;

/// <summary>
/// Folds in which every test row comes after all training rows (Tashman, 2000, "Out-of-sample tests of forecasting
/// accuracy"): the last ends where the data do. They do not protect from groups that are in both parts.
/// </summary>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Horizon">How long each test period is, above 0.</param>
public sealed record TimeFolds(int Count, TimeSpan Horizon)
{
    /// <summary>How long before each test period rows are dropped: the delay of the labels. At least 0.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>How long each training period is, above 0: a sliding one; null where it begins with the data and expands.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// How far apart test periods begin; null where each follows on the one before. A season makes all of them the same
    /// part of it: every December, every Monday.
    /// </summary>
    public TimeSpan? Season { get; init; }

    /// <summary>The folds, the earliest first.</summary>
    /// <param name="moments">When each row happened, Unix milliseconds; at least one.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or a fold would be without rows.</exception>
    public IReadOnlyList<Fold> Of(IReadOnlyList<long> moments)
    {
        var faults = new List<string>();
        if (Count < 1)
            faults.Add($"the count must be at least 1, got {Count}");
        if (Horizon <= TimeSpan.Zero)
            faults.Add($"the horizon must be above 0, got {Horizon}");
        if (Gap < TimeSpan.Zero)
            faults.Add($"the gap must be at least 0, got {Gap}");
        if (Window <= TimeSpan.Zero)
            faults.Add($"the window must be above 0, got {Window}");
        if (Season < Horizon)
            faults.Add($"the season must be at least the horizon of {Horizon}, got {Season}");
        if (moments.Count == 0)
            faults.Add("there are no rows");
        if (faults.Count > 0)
            throw new ArgumentException($"The folds cannot be made: {string.Join("; ", faults)}.");
        var end = moments.Max() + 1;
        var (horizon, gap, step) = (Milliseconds(Horizon), Milliseconds(Gap), Milliseconds(Season ?? Horizon));
        return [.. Enumerable.Range(0, Count).Select(fold => At(fold, end - horizon - (Count - 1 - fold) * step))];

        Fold At(int fold, long from)
        {
            var until = from - gap;
            var since = Window is { } window ? until - Milliseconds(window) : long.MinValue;
            var found = new Fold(
                [.. Enumerable.Range(0, moments.Count).Where(row => moments[row] >= since && moments[row] < until)],
                [
                    .. Enumerable
                        .Range(0, moments.Count)
                        .Where(row => moments[row] >= from && moments[row] < from + horizon),
                ]
            );
            return found.Train.Count > 0 && found.Test.Count > 0
                ? found
                : throw new ArgumentException(
                    $"Fold {fold + 1} of {Count}, whose test begins at {DateTimeOffset.FromUnixTimeMilliseconds(from):u}, has "
                        + $"{found.Train.Count} training and {found.Test.Count} test rows: take fewer or shorter folds."
                );
        }
    }

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}
