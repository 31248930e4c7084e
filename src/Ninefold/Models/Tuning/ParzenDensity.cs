using System.Numerics.Tensors;

namespace Ninefold.Models.Tuning;

/// <summary>
/// A density over the unit cube: a uniform prior that counts as one point, and around each point a kernel, of numbers a
/// Gaussian cut off at the ends, of choices a share that stays and a rest that is spread over all.
/// </summary>
internal sealed class ParzenDensity
{
    private const double Narrowest = .02;
    private readonly IReadOnlyList<double[]> points;
    private readonly IReadOnlyList<int?> choices;
    private readonly double[] widths;

    public ParzenDensity(IReadOnlyList<double[]> points, IReadOnlyList<int?> choices)
    {
        (this.points, this.choices) = (points, choices);
        // Scott's rule over the points and the prior, by parameter.
        var shrink = Math.Pow(points.Count + 1, -1.0 / (choices.Count + 4));
        widths =
        [
            .. Enumerable
                .Range(0, choices.Count)
                .Select(i =>
                    Math.Max(Narrowest, shrink * Deviation([.. points.Select(p => p[i]).Where(v => !double.IsNaN(v))]))
                ),
        ];
    }

    public double[] Draw(Random random)
    {
        var at = random.Next(points.Count + 1);
        var point = new double[choices.Count];
        for (var i = 0; i < point.Length; i++)
        {
            var center = at == points.Count ? double.NaN : points[at][i];
            if (double.IsNaN(center))
                point[i] = random.NextDouble();
            else if (choices[i] is not null)
                point[i] = random.NextDouble() < Spread(i) ? random.NextDouble() : center;
            else
                do point[i] = center + widths[i] * Gaussian(random);
                while (point[i] is < 0 or > 1);
        }
        return point;
    }

    public double LogDensity(double[] point)
    {
        var logs = new double[points.Count + 1]; // the last is the prior's
        for (var k = 0; k < points.Count; k++)
        for (var i = 0; i < point.Length; i++)
            if (!double.IsNaN(points[k][i]) && !double.IsNaN(point[i]))
                logs[k] += LogKernel(i, points[k][i], point[i]);
        var most = TensorPrimitives.Max<double>(logs);
        return most + Math.Log(logs.Sum(log => Math.Exp(log - most)) / logs.Length);
    }

    private double LogKernel(int i, double center, double value)
    {
        if (choices[i] is { } count)
            return Math.Log(Spread(i) + ((int)(center * count) == (int)(value * count) ? (1 - Spread(i)) * count : 0));
        var (scale, off) = (Math.Sqrt(2) * widths[i], (value - center) / widths[i]);
        var inside =
            (
                MathNet.Numerics.SpecialFunctions.Erf((1 - center) / scale)
                + MathNet.Numerics.SpecialFunctions.Erf(center / scale)
            ) / 2;
        return -off * off / 2 - Math.Log(widths[i] * Math.Sqrt(2 * Math.PI) * inside);
    }

    /// <summary>The share of a choice's kernel that is spread over all choices.</summary>
    private double Spread(int i) => choices[i]!.Value / (choices[i]!.Value + (double)points.Count);

    private static double Deviation(double[] values)
    {
        // The uniform prior counts as one point: a half, with a deviation of its own.
        var mean = (values.Sum() + .5) / (values.Length + 1);
        var squares = values.Sum(v => (v - mean) * (v - mean)) + (.5 - mean) * (.5 - mean) + 1.0 / 12;
        return Math.Sqrt(squares / (values.Length + 1));
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
