using MathNet.Numerics;

namespace Ninefold.Experiments;

/// <summary>
/// The challenger's failures per request. It is judged from the first request on, by evidence that stays valid however
/// often one looks: a release that fails at once is taken back at once, a single failure is not enough to do so.
/// </summary>
/// <param name="Limit">Failures per request, in [0, 1).</param>
/// <param name="Confidence">At least this share of challengers that keep to the limit are never rolled back by it; in
/// (0, 1).</param>
/// <remarks>
/// The evidence is the Bayes factor of "any rate" (uniform prior) against the limit, a test martingale: by Ville's
/// inequality it ever reaches 1/(1 − confidence) with probability at most 1 − confidence.
/// </remarks>
public sealed record ErrorRateGuardrail(double Limit, double Confidence = .99) : Guardrail
{
    /// <summary>Failures per request.</summary>
    public double Limit { get; } =
        Require(Limit is >= 0 and < 1, Limit, "The limit of an error rate must be in [0, 1)");

    /// <summary>The share of sound challengers that it never rolls back.</summary>
    public double Confidence { get; } =
        Require(Confidence is > 0 and < 1, Confidence, "The confidence must be in (0, 1)");

    internal override bool IsSoundEarly => true;

    internal override RolloutDecision Judge(ArmFigures champion, ArmFigures challenger)
    {
        var rate = challenger.Requests == 0 ? 0 : (double)challenger.Errors / challenger.Requests;
        var found = $"error rate {rate:g3} ({challenger.Errors} of {challenger.Requests} requests)";
        if (rate <= Limit)
            return new(RolloutAction.Promote, $"{found} is within the limit {Limit}");
        return LogBayesFactor(challenger) >= -Math.Log(1 - Confidence)
            ? new(RolloutAction.RollBack, $"{found} is above the limit {Limit}")
            : new(RolloutAction.Continue, $"{found} is above the limit {Limit}, but that may be chance");
    }

    private double LogBayesFactor(ArmFigures arm)
    {
        var successes = arm.Requests - arm.Errors;
        return SpecialFunctions.BetaLn(arm.Errors + 1.0, successes + 1.0)
            - arm.Errors * Math.Log(Limit)
            - successes * Math.Log(1 - Limit);
    }
}
