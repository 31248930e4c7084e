namespace Ninefold.Experiments;

/// <summary>The challenger's p99 latency against the champion's in the same period.</summary>
/// <param name="MaxP99Ratio">Such as 1.2: at most a fifth slower.</param>
public sealed record LatencyGuardrail(double MaxP99Ratio) : Guardrail
{
    /// <summary>How many times as long the challenger may take.</summary>
    public double MaxP99Ratio { get; } =
        Require(MaxP99Ratio > 0, MaxP99Ratio, "The ratio of latencies must be above 0");

    internal override RolloutDecision Judge(ArmFigures champion, ArmFigures challenger)
    {
        var ratio = challenger.P99 / champion.P99;
        var found =
            $"p99 latency {challenger.P99.TotalMilliseconds:g3} ms is {ratio:g3} times the champion's "
            + $"{champion.P99.TotalMilliseconds:g3} ms";
        return ratio > MaxP99Ratio
            ? new(RolloutAction.RollBack, $"{found}, above the limit {MaxP99Ratio}")
            : new(RolloutAction.Promote, $"{found}, within the limit {MaxP99Ratio}");
    }
}
