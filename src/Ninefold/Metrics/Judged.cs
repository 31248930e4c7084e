namespace Ninefold.Metrics;

/// <summary>One answer beside its truth.</summary>
/// <param name="Output">What was answered: a score, a list, a whole answer.</param>
/// <param name="Label">What turned out.</param>
/// <param name="Group">What belongs together (a query, a user): ranking metrics rank within it, the bootstrap draws it whole.</param>
public sealed record Judged<TOutput, TLabel>(TOutput Output, TLabel Label, string Group);
