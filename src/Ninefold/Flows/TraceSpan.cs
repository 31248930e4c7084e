namespace Ninefold.Flows;

/// <summary>How a stage ended.</summary>
public enum StageState
{
    /// <summary>It answered.</summary>
    Ok,

    /// <summary>It failed or was late, and its fallback answered.</summary>
    Fallback,

    /// <summary>It failed, and so did the call.</summary>
    Failed,
}

/// <summary>One stage of one call.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Lane">Stages of the same lane ran side by side; lanes follow each other.</param>
/// <param name="Start">Milliseconds since the call began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="State">How it ended.</param>
/// <param name="Note">How many it returned, or why it fell back.</param>
/// <param name="Details">What it returned, in words, where the call explains itself.</param>
public sealed record TraceSpan(
    string Name,
    int Lane,
    double Start,
    double Milliseconds,
    StageState State,
    string Note,
    IReadOnlyList<string>? Details = null
);
