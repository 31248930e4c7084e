namespace Ninefold.Experiments;

/// <summary>
/// An online metric in which the challenger must not be worse than the champion by more than a margin. A one-sided
/// bound that holds at any time decides: worse beyond doubt rolls back, not worse beyond doubt passes.
/// </summary>
/// <param name="Metric">Its name in <see cref="ArmFigures.Metrics"/>.</param>
/// <param name="Margin">How much worse is tolerated, above 0, in the metric's unit.</param>
/// <param name="HigherIsBetter">False for losses.</param>
/// <param name="Confidence">Of the one-sided bound, in (.5, 1).</param>
public sealed record MetricGuardrail(string Metric, double Margin, bool HigherIsBetter = true, double Confidence = .95)
    : Guardrail
{
    /// <summary>How much worse is tolerated.</summary>
    public double Margin { get; } =
        Require(Margin > 0 && double.IsFinite(Margin), Margin, "The margin must be above 0 and finite");

    /// <summary>Of the one-sided bound.</summary>
    public double Confidence { get; } =
        Require(Confidence is > .5 and < 1, Confidence, "The confidence must be in (.5, 1)");

    internal override RolloutDecision Judge(ArmFigures champion, ArmFigures challenger)
    {
        foreach (var (arm, figures) in new[] { ("champion", champion), ("challenger", challenger) })
            if (figures.Metrics.GetValueOrDefault(Metric).Units < AbTest.MinimumUnitsAnyTime)
                return new(
                    RolloutAction.Continue,
                    $"{Metric} needs {AbTest.MinimumUnitsAnyTime} units in the {arm}, which has "
                        + $"{figures.Metrics.GetValueOrDefault(Metric).Units} "
                        + $"(metrics it has: {(figures.Metrics.Count == 0 ? "none" : string.Join(", ", figures.Metrics.Keys))})"
                );
        var effect = AbTest.CompareAnyTime(
            champion.Metrics[Metric],
            challenger.Metrics[Metric],
            Margin,
            2 * Confidence - 1
        );
        var (most, least) = HigherIsBetter ? (-effect.Low, -effect.High) : (effect.High, effect.Low);
        var found =
            $"{Metric} is {effect.Treatment:g4} against the champion's {effect.Control:g4}: "
            + $"worse by {least:g3} to {most:g3}";
        return least > Margin ? new(RolloutAction.RollBack, $"{found}, above the margin {Margin}")
            : most <= Margin ? new(RolloutAction.Promote, $"{found}, within the margin {Margin}")
            : new(RolloutAction.Continue, $"{found}, which does not yet tell whether it keeps to the margin {Margin}");
    }
}
