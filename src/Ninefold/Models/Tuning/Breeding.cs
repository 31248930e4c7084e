namespace Ninefold.Models.Tuning;

/// <summary>What NSGA-II does with points: crossing, mutation, and how far apart they stand.</summary>
internal static class Breeding
{
    private const double CrossingIndex = 10; // larger keeps children nearer to their parents
    private const double MutationIndex = 10;

    /// <summary>
    /// A child of two parents, drawn with a preference for those that come first: simulated binary crossover and polynomial
    /// mutation of numbers, either parent's choice and now and then another.
    /// </summary>
    /// <param name="parents">The best first; NaN where a parameter was not searched.</param>
    /// <param name="choices">For each parameter how many values without an order it has.</param>
    /// <param name="random">Draws.</param>
    public static double[] Child(IReadOnlyList<double[]> parents, IReadOnlyList<int?> choices, Random random)
    {
        var (one, two) = (parents[Tournament()], parents[Tournament()]);
        var child = new double[choices.Count];
        for (var i = 0; i < child.Length; i++)
        {
            var (a, b) = random.NextDouble() < .5 ? (one[i], two[i]) : (two[i], one[i]);
            if (double.IsNaN(a) || double.IsNaN(b))
                (a, b) =
                    double.IsNaN(a) && double.IsNaN(b) ? (random.NextDouble(), .5)
                    : double.IsNaN(a) ? (b, b)
                    : (a, a);
            child[i] = choices[i] is null ? Crossed(a, b) : a;
            if (random.NextDouble() < 1.0 / child.Length)
                child[i] = choices[i] is null ? Mutated(child[i]) : random.NextDouble();
        }
        return child;

        int Tournament() => Math.Min(random.Next(parents.Count), random.Next(parents.Count));

        double Crossed(double a, double b)
        {
            var u = random.NextDouble();
            var spread = Math.Pow(u <= .5 ? 2 * u : 1 / (2 * (1 - u)), 1 / (CrossingIndex + 1));
            return Math.Clamp(((1 + spread) * a + (1 - spread) * b) / 2, 0, 1);
        }

        double Mutated(double value)
        {
            var u = random.NextDouble();
            var by =
                u < .5
                    ? Math.Pow(2 * u, 1 / (MutationIndex + 1)) - 1
                    : 1 - Math.Pow(2 * (1 - u), 1 / (MutationIndex + 1));
            return Math.Clamp(value + by, 0, 1);
        }
    }

    /// <summary>The crowding distance of each: the gap between its neighbours, summed over the values; infinite at the ends.</summary>
    /// <param name="values">Of the members of one front.</param>
    public static double[] Distances(IReadOnlyList<IReadOnlyList<double>> values)
    {
        var distances = new double[values.Count];
        for (var k = 0; k < values[0].Count; k++)
        {
            var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i][k]).ToArray();
            var range = values[order[^1]][k] - values[order[0]][k];
            distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
            for (var i = 1; i < order.Length - 1 && range > 0; i++)
                distances[order[i]] += (values[order[i + 1]][k] - values[order[i - 1]][k]) / range;
        }
        return distances;
    }
}
