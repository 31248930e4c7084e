using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Ninefold.Metrics;

namespace Ninefold.Experiments;

/// <summary>Compares a treatment with its control.</summary>
/// <remarks>
/// <see cref="Compare"/> and <see cref="CompareProportions"/> hold for one look, at the size planned with
/// <see cref="SampleSize"/>: who looks repeatedly and stops at the first p &lt; .05 finds effects that are not there in
/// far more than 5 % of the tests. Who wants to look at any time uses <see cref="CompareAnyTime"/>, which is valid then
/// and pays with a wider interval.
/// </remarks>
public static class AbTest
{
    /// <summary>The units that each arm needs before <see cref="CompareAnyTime"/> may be asked: its test takes the
    /// variances as known, which a handful of units does not tell.</summary>
    public const int MinimumUnitsAnyTime = 100;

    /// <summary>The difference of two means or ratios, for one look: Welch's test, with the delta method for
    /// ratios.</summary>
    /// <param name="control">At least two units.</param>
    /// <param name="treatment">At least two units.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentException">Too few units, or denominators that sum to 0.</exception>
    public static Effect Compare(ArmSample control, ArmSample treatment, double confidence = .95)
    {
        Validate(control, treatment, confidence, 2);
        var (c, t) = (control.ValueVariance, treatment.ValueVariance);
        var difference = treatment.Value - control.Value;
        if (c + t == 0)
            return Exact(control, treatment, confidence);
        var freedom = (c + t) * (c + t) / (c * c / (control.Units - 1) + t * t / (treatment.Units - 1));
        var half = StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2) * Math.Sqrt(c + t);
        var p = SpecialFunctions.BetaRegularized(
            freedom / 2,
            .5,
            freedom / (freedom + difference * difference / (c + t))
        );
        return new(control.Value, treatment.Value, difference - half, difference + half, p, confidence);
    }

    /// <summary>
    /// The difference of two means or ratios, for looks at any time and as often as wanted: the chance that any of the
    /// intervals ever misses the true difference is at most 1 − confidence (mixture sequential probability ratio test).
    /// </summary>
    /// <param name="control">At least <see cref="MinimumUnitsAnyTime"/> units.</param>
    /// <param name="treatment">At least <see cref="MinimumUnitsAnyTime"/> units.</param>
    /// <param name="expected">The size of difference that the test should find soonest, above 0, fixed
    /// beforehand.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <remarks>Johari, Koomen, Pekelis, Walsh: Always valid inference, Operations Research 70(3), 2022.</remarks>
    /// <exception cref="ArgumentException">Too few units, or denominators that sum to 0.</exception>
    public static Effect CompareAnyTime(
        ArmSample control,
        ArmSample treatment,
        double expected,
        double confidence = .95
    )
    {
        Validate(control, treatment, confidence, MinimumUnitsAnyTime);
        if (!(expected > 0 && double.IsFinite(expected)))
            throw new ArgumentOutOfRangeException(
                nameof(expected),
                expected,
                "The expected difference must be above 0."
            );
        var variance = control.ValueVariance + treatment.ValueVariance;
        var difference = treatment.Value - control.Value;
        if (variance == 0)
            return Exact(control, treatment, confidence);
        var mixing = expected * expected; // the variance of the normal prior over differences
        var total = variance + mixing;
        var half = Math.Sqrt(variance * total / mixing * (Math.Log(total / variance) - 2 * Math.Log(1 - confidence)));
        var logOdds = difference * difference * mixing / (2 * variance * total) - Math.Log(total / variance) / 2;
        var p = Math.Min(1, Math.Exp(-logOdds));
        return new(control.Value, treatment.Value, difference - half, difference + half, p, confidence);
    }

    /// <summary>
    /// The difference of two proportions, for one look: the pooled z-test, and Newcombe's interval from two Wilson
    /// intervals, which holds for small counts too. At the edge of significance the two may disagree.
    /// </summary>
    /// <exception cref="ArgumentException">No units, or more successes than units.</exception>
    public static Effect CompareProportions(
        (long Successes, long Units) control,
        (long Successes, long Units) treatment,
        double confidence = .95
    )
    {
        if (
            control.Units < 1
            || treatment.Units < 1
            || control.Successes < 0
            || treatment.Successes < 0
            || control.Successes > control.Units
            || treatment.Successes > treatment.Units
        )
            throw new ArgumentException(
                $"Each arm needs units, and 0 to that many successes; got {control.Successes} of {control.Units} "
                    + $"and {treatment.Successes} of {treatment.Units}."
            );
        ValidateConfidence(confidence);
        var c = (double)control.Successes / control.Units;
        var t = (double)treatment.Successes / treatment.Units;
        var pooled = (double)(control.Successes + treatment.Successes) / (control.Units + treatment.Units);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / control.Units + 1.0 / treatment.Units));
        var p = error == 0 ? 1 : SpecialFunctions.Erfc(Math.Abs(t - c) / error / Constants.Sqrt2);

        var (_, lowC, highC) = WilsonInterval.Of(control.Successes, control.Units, confidence);
        var (_, lowT, highT) = WilsonInterval.Of(treatment.Successes, treatment.Units, confidence);
        return new(
            c,
            t,
            t - c - double.Hypot(t - lowT, highC - c),
            t - c + double.Hypot(highT - t, c - lowC),
            p,
            confidence
        );
    }

    /// <summary>Units that never differ leave no doubt.</summary>
    private static Effect Exact(ArmSample control, ArmSample treatment, double confidence)
    {
        var difference = treatment.Value - control.Value;
        return new(control.Value, treatment.Value, difference, difference, difference == 0 ? 1 : 0, confidence);
    }

    private static void Validate(ArmSample control, ArmSample treatment, double confidence, int minimum)
    {
        ValidateConfidence(confidence);
        if (control.Units < minimum || treatment.Units < minimum)
            throw new ArgumentException(
                $"Each arm needs at least {minimum} units; got {control.Units} in control, {treatment.Units} in treatment."
            );
        if (control.DenominatorMean == 0 || treatment.DenominatorMean == 0)
            throw new ArgumentException(
                "The denominators of each arm must not sum to 0; got means of "
                    + $"{control.DenominatorMean} in control, {treatment.DenominatorMean} in treatment."
            );
    }

    private static void ValidateConfidence(double confidence)
    {
        if (!(confidence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must be in (0, 1).");
    }
}
