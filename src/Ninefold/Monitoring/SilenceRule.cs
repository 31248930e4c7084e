namespace Ninefold.Monitoring;

/// <summary>Fires when a signal had no reading for too long: dead pipelines look healthy to every threshold.</summary>
/// <param name="Name">Unique in its system.</param>
/// <param name="Signal">What is watched.</param>
/// <param name="Window">How long it may be silent, counted from the rule's first evaluation where it never
/// spoke.</param>
/// <param name="Severity">How urgent it is.</param>
public sealed record SilenceRule(
    string Name,
    string Signal,
    TimeSpan Window,
    AlarmSeverity Severity = AlarmSeverity.Warning
) : AlarmRule(Name, Signal, Severity)
{
    internal override string? Fault =>
        Window > TimeSpan.Zero ? null : $"The window of rule '{Name}' must be above 0; got {Window}.";

    internal override (bool IsBad, string Reason) Judge(
        Signal? signal,
        DateTimeOffset heard,
        DateTimeOffset now,
        Alarm before
    ) => (now - heard > Window, $"{Signal} was last heard at {heard:u}; at most {Window} of silence is good");
}
