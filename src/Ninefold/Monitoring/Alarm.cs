namespace Ninefold.Monitoring;

/// <summary>How a rule stands in a system.</summary>
/// <param name="System">The system.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="State">How it stands.</param>
/// <param name="Since">When it came to stand so.</param>
/// <param name="Value">The latest reading; null where there was none.</param>
/// <param name="Reason">For people: the signal, its value and the limit.</param>
public sealed record Alarm(
    string System,
    string Rule,
    AlarmSeverity Severity,
    AlarmState State,
    DateTimeOffset Since,
    double? Value,
    string Reason
);

/// <summary>How a rule stands.</summary>
public enum AlarmState
{
    /// <summary>Good, and has not fired yet.</summary>
    Ok,

    /// <summary>Bad, not yet for as long as the rule demands.</summary>
    Pending,

    /// <summary>Bad for long enough: people are called.</summary>
    Firing,

    /// <summary>Good again after it fired.</summary>
    Resolved,
}
