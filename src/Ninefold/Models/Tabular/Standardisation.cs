namespace Ninefold.Models.Tabular;

/// <summary>Makes columns alike: each value less its column's mean, in standard deviations; a missing one becomes 0.</summary>
/// <param name="Means">Of the known values, one a column; 0 where there are none.</param>
/// <param name="Factors">1 / the deviation once missing values are that mean; 0 for a constant.</param>
internal sealed record Standardisation(double[] Means, double[] Factors)
{
    public static Standardisation Of(LabelledRows rows)
    {
        var width = rows.Schema.Width;
        var (means, factors, known) = (new double[width], new double[width], new int[width]);
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows.Row(row);
            for (var j = 0; j < width; j++)
                if (!float.IsNaN(values[j]))
                    (means[j], known[j]) = (means[j] + values[j], known[j] + 1);
        }
        for (var j = 0; j < width; j++)
            means[j] /= Math.Max(known[j], 1);
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows.Row(row);
            for (var j = 0; j < width; j++)
                if (!float.IsNaN(values[j]))
                    factors[j] += (values[j] - means[j]) * (values[j] - means[j]);
        }
        for (var j = 0; j < width; j++)
            factors[j] = factors[j] > 0 ? 1 / Math.Sqrt(factors[j] / rows.Count) : 0;
        return new(means, factors);
    }

    /// <param name="row">One value a column.</param>
    /// <param name="standardised">Receives as many.</param>
    public void Apply(ReadOnlySpan<float> row, Span<double> standardised) => Apply(row, Means, Factors, standardised);

    /// <summary>As above, with the means and factors that a model holds.</summary>
    public static void Apply(ReadOnlySpan<float> row, double[] means, double[] factors, Span<double> standardised)
    {
        for (var j = 0; j < row.Length; j++)
            standardised[j] = float.IsNaN(row[j]) ? 0 : (row[j] - means[j]) * factors[j];
    }

    /// <summary>All rows, each followed by 1s where it is to be wider than its columns.</summary>
    public double[][] Apply(LabelledRows rows, int ones = 0)
    {
        var all = new double[rows.Count][];
        for (var row = 0; row < all.Length; row++)
        {
            all[row] = new double[Means.Length + ones];
            Apply(rows.Row(row), all[row]);
            all[row].AsSpan(Means.Length).Fill(1);
        }
        return all;
    }
}
