namespace Ninefold.Metrics;

/// <summary>A named part of the cases, such as new users or one country, that a metric is reported on by itself.</summary>
/// <param name="Name">As reports show it.</param>
/// <param name="Contains">Whether a case belongs to it; slices may overlap.</param>
/// <typeparam name="TCase">What tells: a case with its request, or the judged answer.</typeparam>
public sealed record Slice<TCase>(string Name, Func<TCase, bool> Contains)
{
    /// <summary>Fewer cases than this are counted, but not judged: the number would be noise.</summary>
    public const int MinimumCount = 30;

    /// <summary>Judges the cases of this slice.</summary>
    /// <param name="metric">What they are judged by.</param>
    /// <param name="cases">All cases.</param>
    /// <param name="judged">For each case its judged answer, in the same order.</param>
    /// <param name="bootstrap">Gives the interval.</param>
    /// <returns>A result in every case: where there is no number, it says why.</returns>
    /// <exception cref="ArgumentException">There are not as many judged answers as cases.</exception>
    public SliceResult Evaluate<TOutput, TLabel>(
        Metric<TOutput, TLabel> metric,
        IReadOnlyList<TCase> cases,
        IReadOnlyList<Judged<TOutput, TLabel>> judged,
        Bootstrap bootstrap
    )
    {
        if (cases.Count != judged.Count)
            throw new ArgumentException(
                $"Each case needs one judged answer. Got {judged.Count} for {cases.Count} cases instead.",
                nameof(judged)
            );
        Judged<TOutput, TLabel>[] part = [.. judged.Where((_, i) => Contains(cases[i]))];
        if (part.Length < MinimumCount)
            return new(Name, metric.Name, part.Length, null, $"fewer than {MinimumCount} cases");
        try
        {
            return new(Name, metric.Name, part.Length, bootstrap.Estimate(metric, part), null);
        }
        catch (MetricUndefinedException e)
        {
            return new(Name, metric.Name, part.Length, null, e.Message);
        }
    }
}

/// <summary>A metric on a slice.</summary>
/// <param name="Slice">The slice's name.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Count">How many cases the slice holds.</param>
/// <param name="Value">The value with its interval; null where there is none.</param>
/// <param name="Reason">Why there is no value; null where there is one.</param>
public sealed record SliceResult(string Slice, string Metric, int Count, Interval? Value, string? Reason);
