namespace Ninefold.Metrics.Cost;

/// <summary>How long answers took, in milliseconds: each percentile is the shortest time that so many kept to.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="P50">Half kept to it.</param>
/// <param name="P90">90 % kept to it.</param>
/// <param name="P95">95 % kept to it.</param>
/// <param name="P99">99 % kept to it.</param>
/// <param name="Longest">All kept to it.</param>
public sealed record LatencyPercentiles(double Mean, double P50, double P90, double P95, double P99, double Longest)
{
    /// <summary>Of measured times, by nearest rank. For live traffic in fixed memory see <see cref="LatencyHistogram"/>.</summary>
    /// <param name="milliseconds">At least one, in any order.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LatencyPercentiles Of(ReadOnlySpan<double> milliseconds)
    {
        if (milliseconds.IsEmpty)
            throw new ArgumentException("Percentiles need at least one time. Got none.", nameof(milliseconds));
        var times = milliseconds.ToArray();
        Array.Sort(times);
        return new(times.Average(), At(.5), At(.9), At(.95), At(.99), times[^1]);

        double At(double share) => times[(int)Math.Ceiling(share * times.Length) - 1];
    }
}
