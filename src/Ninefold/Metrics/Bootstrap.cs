namespace Ninefold.Metrics;

/// <summary>
/// Percentile bootstrap over groups: each draw takes as many groups as there are, with replacement and whole, since the
/// answers within a group (a query, a user) are not independent. Efron and Tibshirani (1993), chapter 13; Field and Welsh
/// (2007) for groups. The same seed gives the same intervals. Intervals from few groups (under about 30) are too narrow.
/// </summary>
public sealed class Bootstrap
{
    private const int MaxAttempts = 100;

    private readonly int seed;
    private readonly int draws;
    private readonly double confidence;

    /// <param name="seed">All randomness comes from it.</param>
    /// <param name="draws">How many times the groups are drawn, at least 1.</param>
    /// <param name="confidence">The share of draws inside the interval, in (0, 1).</param>
    public Bootstrap(int seed, int draws = 1000, double confidence = 0.95)
    {
        if (draws < 1)
            throw new ArgumentOutOfRangeException(
                nameof(draws),
                $"The 'draws' parameter of Bootstrap must be at least 1. Got {draws} instead."
            );
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(confidence),
                $"The 'confidence' parameter of Bootstrap must be in (0, 1). Got {confidence} instead."
            );
        (this.seed, this.draws, this.confidence) = (seed, draws, confidence);
    }

    /// <summary>A metric's value with its interval; low and high are the value where it has none.</summary>
    /// <exception cref="MetricUndefinedException">
    /// The metric has no value here, or all answers are in one group. A draw in which it has none (one class) is drawn
    /// again, up to 100 times.
    /// </exception>
    public Interval Estimate<TOutput, TLabel>(
        Metric<TOutput, TLabel> metric,
        IReadOnlyList<Judged<TOutput, TLabel>> judged
    )
    {
        if (metric.HasInterval)
            return Estimate(metric.Name, metric.Prepare(judged), [.. judged.Select(j => j.Group)]);
        var value = metric.Compute(judged);
        return new(value, value, value);
    }

    /// <summary>
    /// The difference between two systems on the same cases. Every draw takes the same groups for both, so that what
    /// makes a group hard for both cancels.
    /// </summary>
    /// <param name="metric">What both are judged by.</param>
    /// <param name="baseline">The answers of the system that is there.</param>
    /// <param name="candidate">The answers to the same cases, in the same order, of the system that would replace it.</param>
    /// <exception cref="ArgumentException">The two are not answers to the same cases.</exception>
    /// <exception cref="MetricUndefinedException">See <see cref="Estimate{TOutput,TLabel}"/>.</exception>
    public PairedDifference Compare<TOutput, TLabel>(
        Metric<TOutput, TLabel> metric,
        IReadOnlyList<Judged<TOutput, TLabel>> baseline,
        IReadOnlyList<Judged<TOutput, TLabel>> candidate
    )
    {
        if (!metric.HasInterval)
            throw new MetricUndefinedException(metric.Name, "draws with replacement shift it, so it has no interval");
        string[] groups = [.. baseline.Select(j => j.Group)];
        if (!groups.SequenceEqual(candidate.Select(j => j.Group)))
            throw new ArgumentException(
                "The candidate must answer the baseline's cases in the same order. "
                    + $"Got {baseline.Count} and {candidate.Count} answers with different groups instead.",
                nameof(candidate)
            );
        var (before, after) = (metric.Prepare(baseline), metric.Prepare(candidate));
        var (value, low, high) = Estimate(metric.Name, weights => after(weights) - before(weights), groups);
        return new(value, low, high, metric.HigherIsBetter);
    }

    private Interval Estimate(string metric, WeightedValue valueOf, string[] groups)
    {
        var (numbers, count) = Number(groups);
        var weights = new double[groups.Length];
        Array.Fill(weights, 1);
        var value = valueOf(weights);
        if (count < 2)
            throw new MetricUndefinedException(
                metric,
                "an interval needs at least two groups, and all answers are in one"
            );
        var times = count == groups.Length ? weights : new double[count];
        var random = (ulong)seed;
        var values = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        for (var attempt = 1; ; attempt++)
        {
            Draw(times, ref random);
            if (times != weights)
                for (var row = 0; row < weights.Length; row++)
                    weights[row] = times[numbers[row]];
            try
            {
                values[draw] = valueOf(weights);
                break;
            }
            catch (MetricUndefinedException e)
            {
                if (attempt == MaxAttempts)
                    throw new MetricUndefinedException(
                        metric,
                        $"{attempt} draws in a row had no value, the last because {e.Message.TrimEnd('.')}"
                    );
            }
        }
        Array.Sort(values);
        return new(value, Quantile(values, (1 - confidence) / 2), Quantile(values, (1 + confidence) / 2));
    }

    /// <summary>Numbers the groups from 0 by first appearance.</summary>
    private static (int[] Numbers, int Count) Number(string[] groups)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbers = new int[groups.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            known.TryAdd(groups[row], known.Count);
            numbers[row] = known[groups[row]];
        }
        return (numbers, known.Count);
    }

    /// <summary>How often each group comes up in as many draws, with replacement, as there are groups.</summary>
    private static void Draw(Span<double> times, ref ulong random)
    {
        times.Clear();
        for (var i = 0; i < times.Length; i++)
        {
            // SplitMix64 (Steele, Lea and Flood, 2014); its high half, scaled, picks the group.
            var bits = random += 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            times[(int)(((bits ^ (bits >> 31)) >> 32) * (ulong)times.Length >> 32)]++;
        }
    }

    /// <summary>The quantile with linear interpolation between the values next to it.</summary>
    private static double Quantile(double[] sorted, double q)
    {
        var at = q * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
