using Ninefold.Models.Tabular;
using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Tables;

/// <summary>Quantities of which a few are far larger than the rest, such as counts and prices, taken as ± log(1 + |x|).</summary>
internal static class HeavyTails
{
    // An exponential distribution has as much skewness.
    private const double Most = 2;

    /// <summary>Whether the known values of a column are skewed, and less so as logarithms.</summary>
    public static bool Are(LabelledRows rows, int column)
    {
        double[] values =
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(row => (double)rows.Row(row)[column])
                .Where(x => !double.IsNaN(x)),
        ];
        var skewness = Skewness(values);
        return skewness > Most && Skewness([.. values.Select(Compress)]) < skewness;
    }

    public static double Compress(double x) => double.CopySign(double.LogP1(Math.Abs(x)), x);

    public static Node Compress(this Node x) => x.Sign().Times(x.Magnitude().Plus(1).Log());

    /// <summary>|Σ (x − mean)³ / n| in cubed standard deviations; 0 of a constant.</summary>
    private static double Skewness(double[] values)
    {
        if (values.Length == 0)
            return 0;
        var mean = values.Average();
        var variance = values.Average(x => (x - mean) * (x - mean));
        return variance <= 1e-12 * mean * mean
            ? 0
            : Math.Abs(values.Average(x => Math.Pow(x - mean, 3))) / Math.Pow(variance, 1.5);
    }
}
