namespace Ninefold.Bench.Tuning;

/// <summary>A function to be minimised over a box.</summary>
/// <param name="Name">Its name in the literature, with the number of its dimensions.</param>
/// <param name="Box">The ends of each dimension.</param>
/// <param name="Value">Of a point in the box.</param>
internal sealed record Function(string Name, (double Low, double High)[] Box, Func<double[], double> Value);

/// <summary>
/// Twenty standard test functions with the boxes of the collection by Surjanovic and Bingham, "Virtual library of simulation
/// experiments": bowls, plates, valleys, and many local minima, of 2 to 6 dimensions.
/// </summary>
internal static class Functions
{
    private static readonly double[][] A3 =
    [
        [3, 10, 30],
        [.1, 10, 35],
        [3, 10, 30],
        [.1, 10, 35],
    ];

    private static readonly double[][] P3 =
    [
        [.3689, .1170, .2673],
        [.4699, .4387, .7470],
        [.1091, .8732, .5547],
        [.0381, .5743, .8828],
    ];

    private static readonly double[][] A6 =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [.05, 10, 17, .1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, .05, 10, .1, 14],
    ];

    private static readonly double[][] P6 =
    [
        [.1312, .1696, .5569, .0124, .8283, .5886],
        [.2329, .4135, .8307, .3736, .1004, .9991],
        [.2348, .1451, .3522, .2883, .3047, .6650],
        [.4047, .8828, .8732, .5743, .1091, .0381],
    ];

    public static IReadOnlyList<Function> All { get; } =
    [
        new("ackley-4", Cube(4, -32.768, 32.768), Ackley),
        new("beale-2", Cube(2, -4.5, 4.5), Beale),
        new("booth-2", Cube(2, -10, 10), x => Square(x[0] + 2 * x[1] - 7) + Square(2 * x[0] + x[1] - 5)),
        new("branin-2", [(-5, 10), (0, 15)], Branin),
        new("bukin6-2", [(-15, -5), (-3, 3)], Bukin),
        new("dixon-price-4", Cube(4, -10, 10), DixonPrice),
        new("goldstein-price-2", Cube(2, -2, 2), GoldsteinPrice),
        new("griewank-4", Cube(4, -600, 600), Griewank),
        new("hartmann-3", Cube(3, 0, 1), x => Hartmann(x, A3, P3)),
        new("hartmann-6", Cube(6, 0, 1), x => Hartmann(x, A6, P6)),
        new("levy-4", Cube(4, -10, 10), Levy),
        new("mccormick-2", [(-1.5, 4), (-3, 4)], McCormick),
        new("michalewicz-5", Cube(5, 0, Math.PI), Michalewicz),
        new("rastrigin-4", Cube(4, -5.12, 5.12), x => x.Sum(v => 10 + v * v - 10 * Math.Cos(2 * Math.PI * v))),
        new("rosenbrock-4", Cube(4, -5, 10), Rosenbrock),
        new("schwefel-3", Cube(3, -500, 500), x => x.Sum(v => 418.9829 - v * Math.Sin(Math.Sqrt(Math.Abs(v))))),
        new("six-hump-camel-2", [(-3, 3), (-2, 2)], Camel),
        new("sphere-6", Cube(6, -5.12, 5.12), x => x.Sum(Square)),
        new("styblinski-tang-4", Cube(4, -5, 5), x => x.Sum(v => v * v * v * v - 16 * v * v + 5 * v) / 2),
        new("zakharov-4", Cube(4, -5, 10), Zakharov),
    ];

    private static (double, double)[] Cube(int width, double low, double high) =>
        [.. Enumerable.Repeat((low, high), width)];

    private static double Square(double value) => value * value;

    private static double Ackley(double[] x) =>
        -20 * Math.Exp(-.2 * Math.Sqrt(x.Average(Square)))
        - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v)))
        + 20
        + Math.E;

    private static double Beale(double[] x) =>
        Square(1.5 - x[0] + x[0] * x[1])
        + Square(2.25 - x[0] + x[0] * Square(x[1]))
        + Square(2.625 - x[0] + x[0] * x[1] * Square(x[1]));

    private static double Branin(double[] x) =>
        Square(x[1] - 5.1 / (4 * Math.PI * Math.PI) * Square(x[0]) + 5 / Math.PI * x[0] - 6)
        + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x[0])
        + 10;

    private static double Bukin(double[] x) =>
        100 * Math.Sqrt(Math.Abs(x[1] - .01 * Square(x[0]))) + .01 * Math.Abs(x[0] + 10);

    private static double DixonPrice(double[] x) =>
        Square(x[0] - 1) + Enumerable.Range(1, x.Length - 1).Sum(i => (i + 1) * Square(2 * Square(x[i]) - x[i - 1]));

    private static double GoldsteinPrice(double[] p)
    {
        var (x, y) = (p[0], p[1]);
        return (1 + Square(x + y + 1) * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y))
            * (30 + Square(2 * x - 3 * y) * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y));
    }

    private static double Griewank(double[] x) =>
        x.Sum(Square) / 4000 - x.Select((v, i) => Math.Cos(v / Math.Sqrt(i + 1))).Aggregate(1.0, (a, b) => a * b) + 1;

    private static double Hartmann(double[] x, double[][] a, double[][] p)
    {
        double[] weights = [1, 1.2, 3, 3.2];
        return -weights.Select((w, k) => w * Math.Exp(-x.Select((v, i) => a[k][i] * Square(v - p[k][i])).Sum())).Sum();
    }

    private static double Levy(double[] x)
    {
        double[] w = [.. x.Select(v => 1 + (v - 1) / 4)];
        return Square(Math.Sin(Math.PI * w[0]))
            + w[..^1].Sum(v => Square(v - 1) * (1 + 10 * Square(Math.Sin(Math.PI * v + 1))))
            + Square(w[^1] - 1) * (1 + Square(Math.Sin(2 * Math.PI * w[^1])));
    }

    private static double McCormick(double[] x) =>
        Math.Sin(x[0] + x[1]) + Square(x[0] - x[1]) - 1.5 * x[0] + 2.5 * x[1] + 1;

    private static double Michalewicz(double[] x) =>
        -x.Select((v, i) => Math.Sin(v) * Math.Pow(Math.Sin((i + 1) * v * v / Math.PI), 20)).Sum();

    private static double Rosenbrock(double[] x) =>
        Enumerable.Range(0, x.Length - 1).Sum(i => 100 * Square(x[i + 1] - Square(x[i])) + Square(x[i] - 1));

    private static double Camel(double[] x) =>
        (4 - 2.1 * Square(x[0]) + Square(Square(x[0])) / 3) * Square(x[0])
        + x[0] * x[1]
        + (-4 + 4 * Square(x[1])) * Square(x[1]);

    private static double Zakharov(double[] x)
    {
        var sum = x.Select((v, i) => .5 * (i + 1) * v).Sum();
        return x.Sum(Square) + Square(sum) + Square(Square(sum));
    }
}
