using MathNet.Numerics.Distributions;

namespace Ninefold.Metrics;

/// <summary>
/// The interval of a share of independent units, which holds for few units and for shares near 0 and 1 too: Wilson,
/// "Probable inference, the law of succession, and statistical inference" (1927).
/// </summary>
public static class WilsonInterval
{
    /// <param name="successes">0 to <paramref name="units"/>.</param>
    /// <param name="units">At least 1.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static Interval Of(long successes, long units, double confidence = .95)
    {
        if (units < 1 || successes < 0 || successes > units || confidence is not (> 0 and < 1))
            throw new ArgumentException(
                $"A share needs units, 0 to that many successes and a confidence in (0, 1); got {successes} of {units} at {confidence}."
            );
        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var share = (double)successes / units;
        var shrink = 1 + z * z / units;
        var middle = (share + z * z / (2 * units)) / shrink;
        var half = z / shrink * Math.Sqrt(share * (1 - share) / units + z * z / (4.0 * units * units));
        return new(share, Math.Clamp(middle - half, 0, share), Math.Clamp(middle + half, share, 1));
    }
}
