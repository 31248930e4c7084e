namespace Ninefold.Monitoring;

/// <summary>The distribution of a number: bins between its quantiles, its range, and a thinned sorted sample.</summary>
public sealed record NumericReference : ReferenceDistribution
{
    private const int SampleSize = 1000;

    /// <summary>The upper ends of the bins, which belong to them, ascending; above the last one is one bin
    /// more.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>The smallest training value.</summary>
    public required double Minimum { get; init; }

    /// <summary>The largest training value.</summary>
    public required double Maximum { get; init; }

    /// <summary>At most 1000 training values at evenly spaced ranks, ascending: the distribution function to a
    /// thousandth.</summary>
    public required IReadOnlyList<double> Sample { get; init; }

    /// <summary>Fits to training values.</summary>
    /// <param name="feature">Its name.</param>
    /// <param name="values">NaN is missing; at least one is not.</param>
    /// <param name="bins">At least 2. A value that fills a bin alone, such as many zeros, gets one of its own.</param>
    /// <exception cref="ArgumentException">All values are missing, or one is infinite.</exception>
    public static NumericReference Fit(string feature, ReadOnlySpan<float> values, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        var present = new double[values.Length];
        var count = 0;
        foreach (var value in values)
            if (!float.IsNaN(value))
                present[count++] = value;
        Array.Resize(ref present, count);
        Array.Sort(present);
        if (count == 0 || double.IsInfinity(present[0]) || double.IsInfinity(present[^1]))
            throw new ArgumentException(
                $"The training values of '{feature}' must be finite or NaN, and not all NaN; got "
                    + (count == 0 ? $"{values.Length} NaN." : $"a range of {present[0]} to {present[^1]}."),
                nameof(values)
            );
        var edges = Edge(present, bins);
        var counts = new long[edges.Length + 1];
        foreach (var value in present)
            counts[BinOf(edges, value)]++;
        var sample = new double[Math.Min(SampleSize, count)];
        for (var i = 0; i < sample.Length; i++)
            sample[i] = present[(int)((i + .5) * count / sample.Length)];
        return new()
        {
            Feature = feature,
            Missing = values.Length - count,
            Counts = counts,
            Edges = edges,
            Minimum = present[0],
            Maximum = present[^1],
            Sample = sample,
        };
    }

    /// <summary>Which bin a value falls into.</summary>
    internal static int BinOf(double[] edges, double value)
    {
        var at = Array.BinarySearch(edges, value);
        return at >= 0 ? at : ~at;
    }

    private static double[] Edge(double[] sorted, int bins)
    {
        var edges = new SortedSet<double>();
        for (var b = 1; b < bins; b++)
        {
            var quantile = sorted[(int)Math.Ceiling((double)b * sorted.Length / bins) - 1];
            if (!edges.Add(quantile)) // it fills more than one bin
                edges.Add(Math.BitDecrement(quantile));
        }
        return [.. edges];
    }
}
