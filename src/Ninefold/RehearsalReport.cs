using Ninefold.Monitoring;

namespace Ninefold;

/// <summary>How a challenger came through a rehearsal: a replay of a real period, not lived traffic.</summary>
/// <param name="Champion">The release that answered before.</param>
/// <param name="Challenger">The release that wanted to; null where there was none.</param>
/// <param name="Requests">How many past requests were replayed.</param>
/// <param name="Stages">Shadow, canary, A/B, in order, as far as it came.</param>
/// <param name="Promoted">Whether the challenger is the champion now.</param>
/// <param name="Drift">
/// What the replayed requests showed against the challenger's training, the worst first; empty where nothing was replayed.
/// </param>
public sealed record RehearsalReport(
    string Champion,
    string? Challenger,
    int Requests,
    IReadOnlyList<RehearsalStage> Stages,
    bool Promoted,
    DriftReport Drift
);

/// <summary>One stage of a rollout.</summary>
/// <param name="Stage"><c>shadow</c>, <c>canary</c> or <c>ab_test</c>.</param>
/// <param name="Passed">Whether the challenger went on.</param>
/// <param name="Reason">Why, with the figures.</param>
public sealed record RehearsalStage(string Stage, bool Passed, string Reason);
