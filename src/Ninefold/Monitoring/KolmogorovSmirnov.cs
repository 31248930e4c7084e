namespace Ninefold.Monitoring;

/// <summary>The two-sample Kolmogorov–Smirnov test: the largest distance between two empirical distributions.</summary>
internal static class KolmogorovSmirnov
{
    /// <summary>The largest distance between the two distribution functions, 0 to 1. Both are sorted and not
    /// empty.</summary>
    public static double Statistic(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int i = 0,
            j = 0;
        var largest = 0.0;
        while (i < a.Length && j < b.Length)
        {
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == value)
                i++;
            while (j < b.Length && b[j] == value)
                j++;
            largest = Math.Max(largest, Math.Abs((double)i / a.Length - (double)j / b.Length));
        }
        return largest;
    }

    /// <summary>
    /// How likely a distance at least this large is between samples of n and m values of one distribution, by
    /// Kolmogorov's limit 2 Σ (−1)ᵏ⁻¹ exp(−2k²λ²), λ = √(nm/(n+m)) · distance. For samples of some hundred and more.
    /// </summary>
    public static double PValue(double statistic, long n, long m)
    {
        var lambda = Math.Sqrt((double)n * m / (n + m)) * statistic;
        if (lambda < .2) // there 1 − p is below 1e-12, and the series converges slowly
            return 1;
        var sum = 0.0;
        for (var k = 1; k <= 20; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2 * k * k * lambda * lambda);
        return Math.Clamp(sum, 0, 1);
    }
}
