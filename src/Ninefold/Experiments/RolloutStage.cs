namespace Ninefold.Experiments;

/// <summary>How far a challenger has come.</summary>
public enum RolloutStage
{
    /// <summary>Planned; sees no request.</summary>
    Draft,

    /// <summary>Answers beside the champion; its answers are compared, not used.</summary>
    Shadow,

    /// <summary>Answers a small share, watched by guardrails.</summary>
    Canary,

    /// <summary>Answers a share large enough to measure what it changes.</summary>
    AbTest,

    /// <summary>Became the champion.</summary>
    Promoted,

    /// <summary>Taken back because it misbehaved. Final.</summary>
    RolledBack,

    /// <summary>Ended for a reason that is not its own. Final.</summary>
    Aborted,
}

/// <summary>Which stage may follow which.</summary>
public static class RolloutStages
{
    /// <summary>Whether the rollout still runs, so that its system can have no other.</summary>
    public static bool IsActive(this RolloutStage stage) => stage < RolloutStage.Promoted;

    /// <summary>
    /// The stages that may follow: the next one, and taking back or aborting until it is promoted; what was promoted
    /// can
    /// only be taken back.
    /// </summary>
    public static IReadOnlyList<RolloutStage> Next(this RolloutStage stage) =>
        stage switch
        {
            RolloutStage.Promoted => [RolloutStage.RolledBack],
            RolloutStage.RolledBack or RolloutStage.Aborted => [],
            _ => [stage + 1, RolloutStage.RolledBack, RolloutStage.Aborted],
        };
}
