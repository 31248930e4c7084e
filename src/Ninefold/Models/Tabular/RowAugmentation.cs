using MathNet.Numerics.Distributions;

namespace Ninefold.Models.Tabular;

/// <summary>Made-up training rows like those that there are. Only training rows are augmented.</summary>
public static class RowAugmentation
{
    /// <summary>
    /// Copies of every row with Gaussian noise on the quantities; codes, missing values, labels and weights stay. Bishop,
    /// "Training with noise is equivalent to Tikhonov regularization" (1995).
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="deviations">The noise's standard deviation in those of each column, at least 0.</param>
    /// <param name="copies">How many copies of each row, at least 1.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <returns>The rows, and after them the copies, all of them once and then once more.</returns>
    /// <exception cref="ArgumentException">The rows cannot be used, or a parameter is out of range.</exception>
    public static LabelledRows WithNoise(this LabelledRows rows, double deviations, int copies, int seed)
    {
        rows.Check("training");
        if (!(deviations >= 0 && double.IsFinite(deviations)) || copies < 1)
            throw new ArgumentException(
                $"The noise must be finite and at least 0 deviations, got {deviations}, and the copies at least 1, got {copies}."
            );
        var (width, random) = (rows.Schema.Width, new Random(seed));
        double[] scales = [.. Enumerable.Range(0, width).Select(column => deviations * Deviation(rows, column))];
        var all = rows;
        for (var copy = 0; copy < copies; copy++)
            all = all.Append(
                rows with
                {
                    Values =
                    [
                        .. rows.Values.Select(
                            (value, i) => (float)(value + scales[i % width] * Normal.Sample(random, 0, 1))
                        ),
                    ],
                }
            );
        return all;
    }

    /// <summary>
    /// Mixes pairs of rows and their labels: Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: beyond empirical risk
    /// minimization" (2018). The labels of mixed rows lie between 0 and 1, so the trainer must take shares.
    /// </summary>
    /// <param name="rows">Every column is a quantity; what is missing in either row is missing in the mix.</param>
    /// <param name="alpha">The share of a row is drawn from Beta(alpha, alpha): above 0; small values mix little.</param>
    /// <param name="count">How many rows to add, at least 1.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <returns>The rows, and after them the mixed ones, each in a group of its own.</returns>
    /// <exception cref="ArgumentException">The rows cannot be used, or a parameter is out of range.</exception>
    public static LabelledRows WithMixup(this LabelledRows rows, double alpha, int count, int seed)
    {
        rows.Check("training");
        if (rows.Schema.Categorical.Contains(true))
            throw new ArgumentException(
                "Only quantities can be mixed, but these columns hold codes: "
                    + $"{string.Join(", ", rows.Schema.Names.Where((_, column) => rows.Schema.Categorical[column]))}.",
                nameof(rows)
            );
        if (!(alpha > 0 && double.IsFinite(alpha)) || count < 1)
            throw new ArgumentException(
                $"Alpha must be finite and above 0, got {alpha}, and the count at least 1, got {count}."
            );
        var random = new Random(seed);
        var (values, labels, weights) = (new List<float>(), new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var (one, other) = (random.Next(rows.Count), random.Next(rows.Count));
            var share = (float)Beta.Sample(random, alpha, alpha);
            for (var column = 0; column < rows.Schema.Width; column++)
                values.Add(float.Lerp(rows.Row(other)[column], rows.Row(one)[column], share));
            labels[i] = float.Lerp(rows.Labels[other], rows.Labels[one], share);
            weights[i] = rows.Weights is { } given ? float.Lerp(given[other], given[one], share) : 1;
        }
        var mixed = new LabelledRows(rows.Schema, [.. values], labels, [.. Enumerable.Range(0, count)]);
        return rows.Append(mixed with { Weights = rows.Weights is null ? null : weights });
    }

    /// <summary>Of the known values; 0 where there are none, or the column holds codes.</summary>
    private static double Deviation(LabelledRows rows, int column)
    {
        if (rows.Schema.Categorical[column])
            return 0;
        double[] known =
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(row => (double)rows.Row(row)[column])
                .Where(value => !double.IsNaN(value)),
        ];
        var mean = known.Length == 0 ? 0 : known.Average();
        return known.Length == 0 ? 0 : Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
    }
}
