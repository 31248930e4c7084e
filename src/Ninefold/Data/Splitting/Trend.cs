using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Ninefold.Data.Splitting;

/// <summary>
/// Whether values go up or down, whatever their distribution: Mann and Kendall's test (Mann, 1945), with the median of all
/// slopes between two values (Sen, 1968).
/// </summary>
/// <param name="Slope">From one value to the next.</param>
/// <param name="PValue">How likely a sequence without a trend goes so clearly up or down, two-sided; 1 of fewer than four values.</param>
public sealed record Trend(double Slope, double PValue)
{
    private const int Least = 4;

    /// <summary>Looks at values in the order of their time, at equal distances; ties are corrected for.</summary>
    public static Trend Of(IReadOnlyList<double> values)
    {
        var n = values.Count;
        if (n < 2)
            return new(0, 1);
        var (score, slopes) = (0, new List<double>(n * (n - 1) / 2));
        for (var i = 0; i < n; i++)
        for (var j = i + 1; j < n; j++)
        {
            score += Math.Sign(values[j] - values[i]);
            slopes.Add((values[j] - values[i]) / (j - i));
        }
        var ties = values.GroupBy(v => v).Sum(g => (double)g.Count() * (g.Count() - 1) * (2 * g.Count() + 5));
        var variance = ((double)n * (n - 1) * (2 * n + 5) - ties) / 18;
        slopes.Sort();
        var middle = CollectionsMarshal.AsSpan(slopes)[((slopes.Count - 1) / 2)..(slopes.Count / 2 + 1)];
        var z = variance > 0 ? Math.Max(0, Math.Abs(score) - 1) / Math.Sqrt(variance) : 0;
        return new((middle[0] + middle[^1]) / 2, n < Least ? 1 : SpecialFunctions.Erfc(z / Math.Sqrt(2)));
    }
}
