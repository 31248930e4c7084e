namespace Ninefold.Data.Observations;

/// <summary>What is known of an impression's success.</summary>
public enum ImpressionLabel
{
    /// <summary>Its window is open and nothing good has happened yet; it is not a negative example.</summary>
    NotKnownYet,

    /// <summary>Its window closed without success.</summary>
    Negative,

    /// <summary>It had success within its window.</summary>
    Positive,
}

/// <summary>An impression with what followed from it.</summary>
/// <param name="Impression">What was shown.</param>
/// <param name="Outcomes">What followed within the window, in time order; successes and others.</param>
/// <param name="Label">Whether it had success.</param>
/// <param name="KnownAt">When the label was known: the first success, or the end of the window; null while it is not.</param>
public sealed record JoinedImpression(
    Observation Impression,
    IReadOnlyList<Observation> Outcomes,
    ImpressionLabel Label,
    DateTimeOffset? KnownAt
);
