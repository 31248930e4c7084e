using Ninefold.Features;

namespace Ninefold.Models.Tabular;

/// <summary>
/// Adds made-up rows of label 1 between those that there are: Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE: synthetic
/// minority over-sampling technique" (2002). Neighbours are the nearest in standard deviations of the label's own rows,
/// ties by row. Every column must be a quantity. Takes time quadratic in the rows of label 1.
/// </summary>
/// <param name="Neighbors">How many neighbours of a row a made-up one may lie towards, at least 1.</param>
/// <param name="PerNegative">How many rows of label 1 there shall be for each of label 0, above 0; at least all.</param>
public sealed record Smote(int Neighbors = 5, double PerNegative = 1)
{
    private string Name { get; } =
        Parameters.Check(
            nameof(Smote),
            Parameters.AtLeast(Neighbors, 1, nameof(Neighbors)),
            Parameters.Above(PerNegative, 0, nameof(PerNegative))
        );

    /// <summary>The rows, and after them the made-up ones, each in a group of its own.</summary>
    /// <remarks>
    /// A value that is missing in a row is missing in those made from it; one that only the neighbour misses is the row's.
    /// A made-up row weighs what its row weighs.
    /// </remarks>
    /// <param name="rows">Labels are 0 or 1, with at least two rows of 1 and one of 0.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <exception cref="ArgumentException">The rows cannot be used; the message says why.</exception>
    public LabelledRows Apply(LabelledRows rows, int seed)
    {
        rows.Check("training");
        int[] positives = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Labels[row] == 1)];
        var negatives = rows.Labels.Count(label => label == 0);
        var faults = new List<string>();
        if (rows.Schema.Categorical.Contains(true))
            faults.Add(
                $"all columns must be quantities, but these hold codes: "
                    + string.Join(", ", rows.Schema.Names.Where((_, column) => rows.Schema.Categorical[column]))
            );
        if (negatives + positives.Length != rows.Count)
            faults.Add("labels must be 0 or 1");
        if (positives.Length < 2 || negatives == 0)
            faults.Add($"2 rows of label 1 and 1 of 0 are needed, got {positives.Length} and {negatives}");
        if (faults.Count > 0)
            throw new ArgumentException($"{Name} cannot use the rows: {string.Join("; ", faults)}.", nameof(rows));

        var neighbors = Nearest(rows, positives);
        var random = new Random(seed);
        var added = Math.Max(0, (int)Math.Round(PerNegative * negatives) - positives.Length);
        var (values, weights) = (new List<float>(), new List<float>());
        for (var i = 0; i < added; i++)
        {
            var own = i % positives.Length;
            var other = neighbors[own][random.Next(neighbors[own].Length)];
            var gap = random.NextSingle();
            var from = rows.Row(positives[own]);
            var to = rows.Row(positives[other]);
            for (var column = 0; column < from.Length; column++)
                values.Add(float.IsNaN(to[column]) ? from[column] : from[column] + gap * (to[column] - from[column]));
            weights.Add(rows.Weights?[positives[own]] ?? 1);
        }
        return rows.Append(
            new(
                rows.Schema,
                [.. values],
                [.. Enumerable.Repeat(1f, added)],
                [.. Enumerable.Range(0, added)],
                rows.Weights is null ? null : [.. weights]
            )
        );
    }

    /// <summary>For each row of label 1 the places of its nearest; a missing value counts as the mean.</summary>
    private int[][] Nearest(LabelledRows rows, int[] positives)
    {
        var scaled = positives.Select(_ => new double[rows.Schema.Width]).ToArray();
        for (var column = 0; column < rows.Schema.Width; column++)
        {
            double[] known = [.. positives.Select(row => (double)rows.Row(row)[column]).Where(v => !double.IsNaN(v))];
            if (known.Length == 0)
                continue;
            var mean = known.Average();
            var deviation = Math.Sqrt(known.Average(v => (v - mean) * (v - mean)));
            for (var i = 0; i < positives.Length; i++)
                if (rows.Row(positives[i])[column] is var value && !float.IsNaN(value) && deviation > 0)
                    scaled[i][column] = (value - mean) / deviation;
        }
        return
        [
            .. scaled.Select(
                (point, own) =>
                    Enumerable
                        .Range(0, scaled.Length)
                        .Where(i => i != own)
                        .OrderBy(i => point.Zip(scaled[i], (a, b) => (a - b) * (a - b)).Sum())
                        .ThenBy(i => i)
                        .Take(Neighbors)
                        .ToArray()
            ),
        ];
    }
}
