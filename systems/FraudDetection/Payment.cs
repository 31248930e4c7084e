using System.Text.Json.Serialization;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Somebody pays by card, and waits for it to go through.</summary>
/// <param name="Customer">Whose card it is.</param>
/// <param name="Terminal">Where it is used; an unknown one is new.</param>
/// <param name="Amount">How much, 0 to <see cref="MostAmount"/>.</param>
/// <param name="At">When; now where it is left out.</param>
public sealed record Payment(string Customer, string Terminal, double Amount, DateTimeOffset? At = null)
{
    /// <summary>The largest amount; more is taken for a wrong unit.</summary>
    public const double MostAmount = 10_000_000;
}

/// <summary>What is done with a payment.</summary>
public enum PaymentAction
{
    /// <summary>It goes through.</summary>
    [JsonStringEnumMemberName("allow")]
    Allow,

    /// <summary>The customer must confirm it first.</summary>
    [JsonStringEnumMemberName("step_up")]
    StepUp,

    /// <summary>It is refused.</summary>
    [JsonStringEnumMemberName("block")]
    Block,
}

/// <summary>What is decided of a payment.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Risk">How likely it is a fraud, 0 to 1.</param>
/// <param name="Reasons">Why, most telling first, in words.</param>
public sealed record Verdict(PaymentAction Action, double Risk, IReadOnlyList<string> Reasons)
{
    /// <summary>The smallest change with which it would go through, in words; null where it does, or where nobody asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Otherwise { get; init; }
}

/// <summary>What a payment turned out to be.</summary>
/// <param name="IsFraud">Whether the customer did not make it.</param>
/// <param name="Day">The day of the payment in UTC, counted from 1970-01-01.</param>
/// <param name="Customer">Whose card it was.</param>
/// <param name="Amount">How much was paid.</param>
public sealed record FraudOutcome(bool IsFraud, int Day, string Customer, double Amount);
