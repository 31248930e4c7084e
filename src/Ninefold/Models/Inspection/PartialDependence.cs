using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>How scores move with a column.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Values">What it was set to, ascending.</param>
/// <param name="Mean">The mean score over the rows at each value: the partial dependence.</param>
/// <param name="Rows">The scores of each row at each value, in the order of the rows: individual conditional expectations.</param>
public sealed record DependenceCurve(string Column, float[] Values, double[] Mean, IReadOnlyList<double[]> Rows)
{
    /// <summary>
    /// How differently rows move with the column: the standard deviation between the rows' curves, each less its own mean,
    /// averaged over the values. Near 0 where the mean tells all; large where the column acts together with others.
    /// </summary>
    public double Spread
    {
        get
        {
            var centred = Rows.Select(row => (Curve: row, Mean: row.Average())).ToList();
            var mean = Mean.Average();
            return Enumerable
                .Range(0, Values.Length)
                .Average(v =>
                    Math.Sqrt(centred.Average(row => Math.Pow(row.Curve[v] - row.Mean - (Mean[v] - mean), 2)))
                );
        }
    }
}

/// <summary>
/// Partial dependence (Friedman, 2001) and individual conditional expectation (Goldstein et al., 2015): a column of every row
/// is set to one value after another, all else as it is. Where columns go together, rows come about that do not exist.
/// </summary>
/// <param name="Points">At most so many values, at least 2: quantiles of what occurs, or category codes, the most frequent first.</param>
/// <param name="Rows">About so many rows at most, whole groups, at least 1.</param>
public sealed record PartialDependence(int Points = 20, int Rows = 500)
{
    private readonly string name = Features.Parameters.Check(
        nameof(PartialDependence),
        Features.Parameters.AtLeast(Points, 2),
        Features.Parameters.AtLeast(Rows, 1)
    );

    /// <summary>Measures a column.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows such as it will be asked; they are left as they are.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column, or no row in which it is known.</exception>
    public DependenceCurve Of(ITabularModel model, LabelledRows rows, string column)
    {
        rows.Check("inspected");
        var at = rows.Schema.Names.ToList().IndexOf(column);
        if (at < 0)
            throw new ArgumentException(
                $"There is no column '{column}'. There are: {string.Join(", ", rows.Schema.Names)}.",
                nameof(column)
            );
        var grid = Grid(rows, at);
        if (grid.Length == 0)
            throw new ArgumentException($"The column '{column}' is missing in every row.", nameof(column));
        var sample = rows.Sample(Rows);
        var (values, scores) = (sample.Values.ToArray(), new double[sample.Count]);
        var curves = Enumerable.Range(0, sample.Count).Select(_ => new double[grid.Length]).ToArray();
        var mean = new double[grid.Length];
        for (var v = 0; v < grid.Length; v++)
        {
            for (var row = 0; row < sample.Count; row++)
                values[row * rows.Schema.Width + at] = grid[v];
            model.Score(values, scores);
            mean[v] = scores.Average();
            for (var row = 0; row < sample.Count; row++)
                curves[row][v] = scores[row];
        }
        return new(column, grid, mean, curves);
    }

    private float[] Grid(LabelledRows rows, int column)
    {
        var known = Enumerable.Range(0, rows.Count).Select(row => rows.Row(row)[column]).Where(v => !float.IsNaN(v));
        if (rows.Schema.Categorical[column])
            return [.. known.CountBy(v => v).OrderByDescending(v => v.Value).Take(Points).Select(v => v.Key).Order()];
        float[] sorted = [.. known.Order()];
        return sorted.Length == 0
            ? []
            :
            [
                .. Enumerable
                    .Range(0, Points)
                    .Select(i => sorted[(int)Math.Round(i * (sorted.Length - 1.0) / (Points - 1))])
                    .Distinct(),
            ];
    }
}
