namespace Ninefold.Experiments;

/// <summary>What a challenger in the shadow must keep to before it may answer anyone. A limit of null is not
/// judged.</summary>
public sealed record ShadowLimits
{
    /// <summary>How many requests both must have seen before there is a verdict, at least 1.</summary>
    public long MinimumRequests { get; init; } = 1000;

    /// <summary>The challenger's failures per request, 0 to 1.</summary>
    public double? MaxErrorRate { get; init; } = .001;

    /// <summary>The mean disagreement, in its own unit; a challenger that answers wholly unlike the champion is
    /// suspect.</summary>
    public double? MaxDisagreement { get; init; }

    /// <summary>The challenger's p99 latency over the champion's.</summary>
    public double? MaxP99Ratio { get; init; } = 1.5;

    /// <summary>Judges what was compared so far.</summary>
    /// <returns>Promote within all limits, RollBack beyond any, Continue below the minimum of requests.</returns>
    public RolloutDecision Judge(ShadowReport report)
    {
        if (report.Requests < Math.Max(1, MinimumRequests))
            return new(
                RolloutAction.Continue,
                $"{report.Requests} requests were compared; the verdict needs {MinimumRequests}."
            );
        var ratio = report.ChallengerP99 / report.ChampionP99;
        List<string> exceeded = [];
        if (report.ErrorRate > MaxErrorRate)
            exceeded.Add($"error rate {report.ErrorRate:g3} is above the limit {MaxErrorRate}");
        if (report.MeanDisagreement > MaxDisagreement)
            exceeded.Add($"mean disagreement {report.MeanDisagreement:g3} is above the limit {MaxDisagreement}");
        if (ratio > MaxP99Ratio)
            exceeded.Add(
                $"p99 latency {report.ChallengerP99.TotalMilliseconds:g3} ms is {ratio:g3} times the champion's "
                    + $"{report.ChampionP99.TotalMilliseconds:g3} ms, above the limit {MaxP99Ratio}"
            );
        return exceeded.Count > 0
            ? new(RolloutAction.RollBack, string.Join("; ", exceeded) + $" (over {report.Requests} requests).")
            : new(
                RolloutAction.Promote,
                $"Within all limits over {report.Requests} requests: error rate {report.ErrorRate:g3}, "
                    + $"mean disagreement {report.MeanDisagreement:g3}, p99 latency {ratio:g3} times the champion's."
            );
    }
}
