namespace Ninefold.Data;

/// <summary>One thing that was asked, what turned out, and when that was known.</summary>
/// <param name="At">The moment of the request; features are computed as of it.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Outcome">What turned out.</param>
/// <param name="KnownAt">When the outcome was known, at or after <paramref name="At"/>.</param>
/// <param name="Group">What belongs together (a user, a scene): splits and the bootstrap keep it whole.</param>
public sealed record Case<TRequest, TOutcome>(
    DateTimeOffset At,
    TRequest Request,
    TOutcome Outcome,
    DateTimeOffset KnownAt,
    string Group
)
{
    /// <summary>The request by which a lived case was predicted, so that what that prediction saw can be found; null for others.</summary>
    public string? RequestId { get; init; }
}
