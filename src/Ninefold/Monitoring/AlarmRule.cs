using System.Text.Json.Serialization;

namespace Ninefold.Monitoring;

/// <summary>When people are to be called, as data. See <see cref="ThresholdRule"/> and
/// <see cref="SilenceRule"/>.</summary>
/// <param name="Name">Unique in its system, such as <c>click rate fell</c>.</param>
/// <param name="Signal">What is watched, such as <c>click_rate</c> or <c>psi/amount</c>.</param>
/// <param name="Severity">How urgent it is.</param>
[JsonDerivedType(typeof(ThresholdRule), "threshold")]
[JsonDerivedType(typeof(SilenceRule), "silence")]
public abstract record AlarmRule(string Name, string Signal, AlarmSeverity Severity)
{
    /// <summary>How long it must be bad before the alarm fires.</summary>
    internal virtual TimeSpan Delay => TimeSpan.Zero;

    /// <summary>What is wrong with the rule itself, or null.</summary>
    internal abstract string? Fault { get; }

    /// <summary>Whether things are bad now, and a reason that names the signal, its value and the limit.</summary>
    /// <param name="signal">The latest reading, if there is one.</param>
    /// <param name="heard">When the signal was last heard; the rule's first evaluation where it never was.</param>
    /// <param name="now">The time.</param>
    /// <param name="before">How the rule stood.</param>
    internal abstract (bool IsBad, string Reason) Judge(
        Signal? signal,
        DateTimeOffset heard,
        DateTimeOffset now,
        Alarm before
    );
}

/// <summary>How urgent an alarm is.</summary>
public enum AlarmSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>To be looked at in working hours.</summary>
    Warning,

    /// <summary>Somebody gets up at night.</summary>
    Critical,
}
