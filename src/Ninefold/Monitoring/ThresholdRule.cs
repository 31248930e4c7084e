namespace Ninefold.Monitoring;

/// <summary>Fires when a signal stays beyond a threshold. Without a new reading it keeps its state; silence has its
/// own rule.</summary>
/// <param name="Name">Unique in its system.</param>
/// <param name="Signal">What is watched.</param>
/// <param name="Comparison">On which side of the threshold it is bad.</param>
/// <param name="Threshold">Finite; the threshold itself is still good.</param>
/// <param name="For">How long it must be bad before the alarm fires; zero fires at once.</param>
/// <param name="Severity">How urgent it is.</param>
public sealed record ThresholdRule(
    string Name,
    string Signal,
    AlarmComparison Comparison,
    double Threshold,
    TimeSpan For = default,
    AlarmSeverity Severity = AlarmSeverity.Warning
) : AlarmRule(Name, Signal, Severity)
{
    internal override TimeSpan Delay => For;

    internal override string? Fault =>
        double.IsFinite(Threshold) && For >= TimeSpan.Zero
            ? null
            : $"The rule '{Name}' needs a finite threshold and For ≥ 0; got {Threshold} and {For}.";

    internal override (bool IsBad, string Reason) Judge(
        Signal? signal,
        DateTimeOffset heard,
        DateTimeOffset now,
        Alarm before
    )
    {
        if (signal is null)
            return before.Value is null
                ? (false, $"{Signal} has no reading yet")
                : (before.State is AlarmState.Pending or AlarmState.Firing, before.Reason);
        var above = Comparison == AlarmComparison.Above;
        return (
            above ? signal.Value > Threshold : signal.Value < Threshold,
            $"{Signal} is {signal.Value:g4}; {(above ? "at most" : "at least")} {Threshold} is good"
        );
    }
}

/// <summary>On which side of the threshold a signal is bad.</summary>
public enum AlarmComparison
{
    /// <summary>Bad where larger.</summary>
    Above,

    /// <summary>Bad where smaller.</summary>
    Below,
}
