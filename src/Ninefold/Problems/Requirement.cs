namespace Ninefold.Problems;

/// <summary>How a measured value is held against a limit.</summary>
public enum Comparison
{
    /// <summary>The value must be at least the limit.</summary>
    AtLeast,

    /// <summary>The value must be at most the limit.</summary>
    AtMost,

    /// <summary>The paired interval of the difference to a rival must be above the limit.</summary>
    Beats,
}

/// <summary>What step 1 demands, as data: later steps measure it and a release that misses it is refused.</summary>
/// <param name="Metric">The name of a metric of the system, or of a measurement such as <c>p99_ms</c>.</param>
/// <param name="Comparison">How value and limit are compared.</param>
/// <param name="Limit">The limit, in the metric's unit.</param>
/// <param name="On">The data set that an absolute floor is bound to; on other data it is reported, not enforced.</param>
/// <param name="Rival">Of <see cref="Comparison.Beats"/>: the rung of the ladders to beat; null is the heuristic's release.</param>
public sealed record Requirement(
    string Metric,
    Comparison Comparison,
    double Limit,
    string? On = null,
    string? Rival = null
)
{
    /// <summary>The requirement in one line.</summary>
    public string Name =>
        Comparison switch
        {
            Comparison.AtLeast => $"{Metric} at least {Limit:0.####}",
            Comparison.AtMost => $"{Metric} at most {Limit:0.####}",
            _ => $"{Metric} better than {Rival ?? "the heuristic"}",
        };

    /// <summary>Whether it is about this machine's speed or size now rather than about quality.</summary>
    public bool IsSpeed =>
        Metric is Measurements.P50 or Measurements.P99 or Measurements.Throughput or Measurements.Memory;

    /// <summary>Holds a measured value against the requirement.</summary>
    /// <param name="value">The value; of <see cref="Comparison.Beats"/> the low end of the difference's interval. Null where it was not measured.</param>
    /// <param name="dataset">The data it was measured on.</param>
    public RequirementResult Hold(double? value, string dataset)
    {
        bool? met =
            value is not { } v || (On is not null && On != dataset)
                ? null
                : Comparison switch
                {
                    Comparison.AtLeast => v >= Limit,
                    Comparison.AtMost => v <= Limit,
                    _ => v > Limit,
                };
        return new(this, value, dataset, met);
    }
}

/// <summary>A requirement with what was measured.</summary>
/// <param name="Met">Null where the requirement does not apply: not measured, or bound to other data.</param>
public sealed record RequirementResult(Requirement Requirement, double? Value, string Dataset, bool? Met);

/// <summary>The names of what the engine measures on every system, beside its own metrics.</summary>
public static class Measurements
{
    /// <summary>Median time of a prediction in milliseconds, inside the process.</summary>
    public const string P50 = "p50_ms";

    /// <summary>99th percentile of a prediction's time in milliseconds, inside the process.</summary>
    public const string P99 = "p99_ms";

    /// <summary>Predictions a second, one caller after the other.</summary>
    public const string Throughput = "requests_per_second";

    /// <summary>Size of the release's parts in megabytes.</summary>
    public const string Memory = "release_mb";
}

/// <summary>Short forms for requirements.</summary>
public static class Require
{
    /// <summary>A floor, usually bound to a data set.</summary>
    public static Requirement AtLeast(string metric, double limit, string? on = null) =>
        new(metric, Comparison.AtLeast, limit, on);

    /// <summary>A ceiling.</summary>
    public static Requirement AtMost(string metric, double limit, string? on = null) =>
        new(metric, Comparison.AtMost, limit, on);

    /// <summary>Better than the release made of the first rung of every ladder, by more than the noise.</summary>
    public static Requirement BeatsHeuristic(string metric) => new(metric, Comparison.Beats, 0);

    /// <summary>Better than the release in which every ladder that has this rung stops at it, by more than the noise.</summary>
    public static Requirement Beats(string rung, string metric) => new(metric, Comparison.Beats, 0, Rival: rung);
}
