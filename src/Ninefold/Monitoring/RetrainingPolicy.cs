namespace Ninefold.Monitoring;

/// <summary>When a system learns anew, as data. A trigger of null never fires.</summary>
public sealed record RetrainingPolicy
{
    /// <summary>The age of the release from which it is retrained.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>The largest population stability index of any feature from which it is retrained, such as
    /// .25.</summary>
    public double? AtDrift { get; init; }

    /// <summary>The drop of the metric, relative to its value when the release was made, from which it is retrained:
    /// .1 is 10 %.</summary>
    public double? AtMetricDrop { get; init; }

    /// <summary>No release younger than this is replaced, whatever is seen: a drift that retraining cannot cure must
    /// not retrain for ever.</summary>
    public TimeSpan NotBefore { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Decides, and says why.</summary>
    /// <param name="age">How long ago the release was trained.</param>
    /// <param name="drift">What production's values look like; null where it is not measured.</param>
    /// <param name="metric">The metric online; null where it is not measured.</param>
    public RetrainingDecision Decide(TimeSpan age, DriftReport? drift = null, MetricChange? metric = null)
    {
        List<string> triggers = [];
        if (age >= After)
            triggers.Add($"the release is {Days(age)} old, the limit is {Days(After.Value)}");
        if (drift?.Features.MaxBy(f => f.Psi ?? 0) is { Psi: { } psi } worst && psi >= AtDrift)
            triggers.Add($"'{worst.Feature}' drifted by PSI {psi:g3}, the limit is {AtDrift}");
        if (metric is not null && metric.Drop >= AtMetricDrop)
            triggers.Add(
                $"{metric.Metric} went from {metric.Reference:g4} to {metric.Current:g4}, worse by {metric.Drop:p1}; "
                    + $"the limit is {AtMetricDrop:p1}"
            );
        if (triggers.Count == 0)
            return new(false, "No trigger of the policy fired.");
        var why = string.Join("; ", triggers);
        return age < NotBefore
            ? new(
                false,
                $"Too early: {why}; but the release is {Days(age)} old, and retraining waits for {Days(NotBefore)}."
            )
            : new(true, $"{char.ToUpperInvariant(why[0])}{why[1..]}.");
    }

    private static string Days(TimeSpan time) => $"{time.TotalDays:0.##} days";
}

/// <summary>An online metric then and now.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Reference">Its value when the release was made.</param>
/// <param name="Current">Its value now.</param>
/// <param name="HigherIsBetter">False for losses.</param>
public sealed record MetricChange(string Metric, double Reference, double Current, bool HigherIsBetter = true)
{
    /// <summary>How much worse it is, relative to the reference's size; negative where it is better. 0 where the
    /// reference is 0.</summary>
    public double Drop =>
        Reference == 0 ? 0 : (HigherIsBetter ? Reference - Current : Current - Reference) / Math.Abs(Reference);
}

/// <summary>Whether to retrain, and why.</summary>
/// <param name="Retrain">True to retrain now.</param>
/// <param name="Reason">For people: each trigger that fired, its limit and the value.</param>
public sealed record RetrainingDecision(bool Retrain, string Reason);
