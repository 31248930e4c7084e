namespace Ninefold.Experiments;

/// <summary>What one arm of a canary did so far.</summary>
public sealed record ArmFigures
{
    /// <summary>How many requests it was asked.</summary>
    public required long Requests { get; init; }

    /// <summary>How many of them failed.</summary>
    public required long Errors { get; init; }

    /// <summary>The latency that 99 % of its answers keep to.</summary>
    public required TimeSpan P99 { get; init; }

    /// <summary>Its online metrics by name, each over units such as users.</summary>
    public IReadOnlyDictionary<string, ArmSample> Metrics { get; init; } = new Dictionary<string, ArmSample>();
}
