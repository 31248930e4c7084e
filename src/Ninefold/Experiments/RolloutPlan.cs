namespace Ninefold.Experiments;

/// <summary>How a challenger is to replace a champion.</summary>
public sealed record RolloutPlan
{
    /// <summary>The system, such as <c>video-recommendation</c>.</summary>
    public required string System { get; init; }

    /// <summary>The release that answers now.</summary>
    public required string Champion { get; init; }

    /// <summary>The release that is to replace it.</summary>
    public required string Challenger { get; init; }

    /// <summary>The salt of the assignment: another one for each rollout, or the same users meet every challenger
    /// first.</summary>
    public required string Salt { get; init; }

    /// <summary>The share of units whose requests the challenger answers too, unseen; in (0, 1].</summary>
    public double ShadowShare { get; init; } = 1;

    /// <summary>The share of units that the challenger answers in the canary, in (0, 1).</summary>
    public double CanaryShare { get; init; } = .05;

    /// <summary>The share of units that it answers in the A/B test: at least the canary's, below 1.</summary>
    public double AbTestShare { get; init; } = .5;

    /// <summary>True where a past period is replayed rather than lived.</summary>
    public bool IsReplayed { get; init; }

    /// <exception cref="ArgumentException">Something is missing or out of its range; all of it is named.</exception>
    internal void Validate()
    {
        List<string> errors = [];
        foreach (
            var (name, value) in new[]
            {
                (nameof(System), System),
                (nameof(Champion), Champion),
                (nameof(Challenger), Challenger),
                (nameof(Salt), Salt),
            }
        )
            if (string.IsNullOrWhiteSpace(value))
                errors.Add($"{name} must not be empty.");
        if (Champion == Challenger)
            errors.Add($"Champion and challenger must be different releases; both are '{Champion}'.");
        if (!(ShadowShare is > 0 and <= 1))
            errors.Add($"{nameof(ShadowShare)} must be in (0, 1]; got {ShadowShare}.");
        if (!(CanaryShare is > 0 and < 1))
            errors.Add($"{nameof(CanaryShare)} must be in (0, 1); got {CanaryShare}.");
        if (!(AbTestShare >= CanaryShare && AbTestShare < 1))
            errors.Add(
                $"{nameof(AbTestShare)} must be at least the canary's {CanaryShare} and below 1; got {AbTestShare}."
            );
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(" ", errors));
    }
}
