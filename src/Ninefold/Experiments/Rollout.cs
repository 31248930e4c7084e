using System.Text.Json;

namespace Ninefold.Experiments;

/// <summary>A rollout as it stood when it was read; <see cref="RolloutStore.Move"/> gives the next one.</summary>
/// <param name="Id">Counts up over all systems.</param>
/// <param name="Plan">What was planned; never changes.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Version">How often it was moved; a move needs the newest.</param>
/// <param name="Since">When the stage began.</param>
public sealed record Rollout(long Id, RolloutPlan Plan, RolloutStage Stage, long Version, DateTimeOffset Since)
{
    /// <summary>
    /// Who gets what in this stage: arms <c>champion</c> and <c>challenger</c>, or in the shadow stage <c>champion</c>
    /// and
    /// <c>shadow</c>, whose units get the champion's answer while the challenger's is compared. Build it once for each
    /// stage.
    /// </summary>
    /// <remarks>Units that are in the canary stay with the challenger in the A/B test.</remarks>
    public Assignment Assign()
    {
        var share = Stage switch
        {
            RolloutStage.Shadow => Plan.ShadowShare,
            RolloutStage.Canary => Plan.CanaryShare,
            RolloutStage.AbTest => Plan.AbTestShare,
            RolloutStage.Promoted => 1,
            _ => 0,
        };
        return new(
            Plan.Salt,
            new("champion", 1 - share),
            new(Stage == RolloutStage.Shadow ? "shadow" : "challenger", share)
        );
    }
}

/// <summary>One step of a rollout.</summary>
/// <param name="From">The stage it left; null where the rollout began.</param>
/// <param name="To">The stage it entered.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Figures">What was measured, if anything.</param>
public sealed record RolloutTransition(
    RolloutStage? From,
    RolloutStage To,
    DateTimeOffset At,
    string Reason,
    JsonElement? Figures
);
