namespace Ninefold.Data.Labelling;

/// <summary>What one person says of an answer.</summary>
public enum ReviewVerdict
{
    /// <summary>It is a positive: the label is 1.</summary>
    Accept,

    /// <summary>It is none: the label is 0.</summary>
    Reject,

    /// <summary>This person cannot tell; others may.</summary>
    Skip,
}

/// <summary>Who said what of an answer.</summary>
/// <param name="Reviewer">The person's name.</param>
/// <param name="Verdict">What they said.</param>
/// <param name="At">When.</param>
public sealed record ReviewDecision(string Reviewer, ReviewVerdict Verdict, DateTimeOffset At);

/// <summary>How far those who judged first and second agree on a system's answers.</summary>
/// <param name="Items">How many answers two people judged.</param>
/// <param name="Kappa">Cohen's kappa of the two; null where it is undefined (no answers, or one class throughout).</param>
public sealed record ReviewAgreement(int Items, double? Kappa);
