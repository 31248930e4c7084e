using MathNet.Numerics.Distributions;

namespace Ninefold.Experiments;

/// <summary>
/// How many units an A/B test needs, fixed before it starts, and what a given number can find. By the normal
/// approximation of a two-sided test: n = (z₁₋ₐ⸝₂ + z_power)² · (σ²/share of treatment + σ²/share of control) /
/// difference².
/// </summary>
public static class SampleSize
{
    /// <summary>The units of both arms together that find a difference of means.</summary>
    /// <param name="deviation">The standard deviation of the units' values, above 0.</param>
    /// <param name="difference">The smallest difference worth finding; not 0.</param>
    /// <param name="power">The chance to find it, in (0, 1).</param>
    /// <param name="alpha">The chance to find one where there is none, in (0, 1).</param>
    /// <param name="share">The treatment's share of the units, in (0, 1).</param>
    public static long ForMeans(
        double deviation,
        double difference,
        double power = .8,
        double alpha = .05,
        double share = .5
    ) => Units(deviation * deviation, deviation * deviation, difference, power, alpha, share);

    /// <summary>The units of both arms together that find a difference of proportions.</summary>
    /// <param name="baseline">The control's proportion, in [0, 1].</param>
    /// <param name="difference">The smallest difference worth finding; baseline + difference is in [0, 1].</param>
    /// <param name="power">The chance to find it, in (0, 1).</param>
    /// <param name="alpha">The chance to find one where there is none, in (0, 1).</param>
    /// <param name="share">The treatment's share of the units, in (0, 1).</param>
    public static long ForProportions(
        double baseline,
        double difference,
        double power = .8,
        double alpha = .05,
        double share = .5
    )
    {
        var treated = baseline + difference;
        if (!(baseline is >= 0 and <= 1 && treated is >= 0 and <= 1))
            throw new ArgumentException($"Both proportions must be in [0, 1]; got {baseline} and {treated}.");
        return Units(baseline * (1 - baseline), treated * (1 - treated), difference, power, alpha, share);
    }

    /// <summary>The chance that a test of so many units finds a difference of means.</summary>
    /// <param name="units">The units of both arms together.</param>
    /// <param name="deviation">The standard deviation of the units' values, above 0.</param>
    /// <param name="difference">The true difference.</param>
    /// <param name="alpha">The chance to find one where there is none, in (0, 1).</param>
    /// <param name="share">The treatment's share of the units, in (0, 1).</param>
    public static double Power(long units, double deviation, double difference, double alpha = .05, double share = .5)
    {
        if (!(alpha is > 0 and < 1 && share is > 0 and < 1 && deviation > 0 && units >= 0))
            throw new ArgumentException(
                "Alpha and share must be in (0, 1), the deviation above 0 and the units at least 0; got "
                    + $"alpha {alpha}, share {share}, deviation {deviation}, units {units}."
            );
        var shift = Math.Abs(difference) / deviation * Math.Sqrt(units * share * (1 - share));
        var z = Normal.InvCDF(0, 1, 1 - alpha / 2);
        return Normal.CDF(0, 1, shift - z) + Normal.CDF(0, 1, -shift - z);
    }

    private static long Units(
        double control,
        double treatment,
        double difference,
        double power,
        double alpha,
        double share
    )
    {
        if (
            !(power is > 0 and < 1 && alpha is > 0 and < 1 && share is > 0 and < 1)
            || difference == 0
            || !(control + treatment > 0)
        )
            throw new ArgumentException(
                "Power, alpha and share must be in (0, 1), the difference not 0 and the variance above 0; got "
                    + $"power {power}, alpha {alpha}, share {share}, difference {difference}, variances {control} and {treatment}."
            );
        var z = Normal.InvCDF(0, 1, 1 - alpha / 2) + Normal.InvCDF(0, 1, power);
        return (long)Math.Ceiling(z * z * (treatment / share + control / (1 - share)) / (difference * difference));
    }
}
