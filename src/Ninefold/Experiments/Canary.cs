namespace Ninefold.Experiments;

/// <summary>
/// Judges a challenger that answers a small share of the live requests. It may be asked as often as wanted: the
/// guardrails that rest on statistics stay valid under repeated looks.
/// </summary>
public sealed record Canary
{
    /// <summary>How many requests each arm must have seen before the challenger may be promoted, at least 1.</summary>
    public long MinimumRequests { get; init; } = 1000;

    /// <summary>
    /// After so many requests of the challenger, what is still undecided counts against it; null waits for ever.
    /// </summary>
    public long? MaximumRequests { get; init; }

    /// <summary>What the challenger must keep to.</summary>
    public IReadOnlyList<Guardrail> Guardrails { get; init; } =
    [new ErrorRateGuardrail(.01), new LatencyGuardrail(1.5)];

    /// <summary>Judges the figures so far.</summary>
    /// <returns>
    /// RollBack where a guardrail is broken; Promote where each is kept, over the minimum of requests; else Continue.
    /// </returns>
    public RolloutDecision Judge(ArmFigures champion, ArmFigures challenger)
    {
        var least = Math.Min(champion.Requests, challenger.Requests);
        var enough = least >= Math.Max(1, MinimumRequests);
        var findings = Guardrails
            .Where(g => enough || g.IsSoundEarly)
            .Select(g => g.Judge(champion, challenger))
            .ToLookup(f => f.Action, f => f.Reason);
        if (findings.Contains(RolloutAction.RollBack))
            return Decide(RolloutAction.RollBack, findings[RolloutAction.RollBack]);
        if (!enough)
            return Decide(
                RolloutAction.Continue,
                [$"{least} requests in the smaller arm; {MinimumRequests} are needed"]
            );
        if (!findings.Contains(RolloutAction.Continue))
            return Decide(RolloutAction.Promote, findings[RolloutAction.Promote]);
        return challenger.Requests >= MaximumRequests
            ? Decide(
                RolloutAction.RollBack,
                findings[RolloutAction.Continue].Prepend($"not decided after {MaximumRequests} requests")
            )
            : Decide(RolloutAction.Continue, findings[RolloutAction.Continue]);
    }

    private static RolloutDecision Decide(RolloutAction action, IEnumerable<string> reasons) =>
        new(action, string.Join("; ", reasons) + ".");
}
