using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>A column that may change, and how far.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Low">The lowest value that is allowed.</param>
/// <param name="High">The highest.</param>
public sealed record ChangeBounds(string Column, float Low = float.MinValue, float High = float.MaxValue);

/// <summary>What would have had to be otherwise.</summary>
/// <param name="Found">Whether the decision flips; else the changes are those that came nearest to it.</param>
/// <param name="Before">The score as it is.</param>
/// <param name="After">The score with the changes.</param>
/// <param name="Cost">The changes in sum: of a quantity in standard deviations of the column, of a code 1; a half more for each column.</param>
/// <param name="Changes">Column by column, in the schema's order.</param>
public sealed record Counterfactual(
    bool Found,
    double Before,
    double After,
    double Cost,
    IReadOnlyList<ColumnChange> Changes
);

/// <summary>A change of a column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="From">The value as it is; NaN where it is missing.</param>
/// <param name="To">The value that flips the decision.</param>
public sealed record ColumnChange(string Column, float From, float To);

/// <summary>
/// The smallest change of allowed columns, within bounds, that flips a decision (Wachter et al., 2018). A beam search over
/// values that occur, column by column, and then every quantity is led back as far as the decision holds. It need not be the
/// smallest of all, and where nothing is found there may be something; but what is found flips the decision.
/// </summary>
/// <param name="MostColumns">How many columns may change, at least 1.</param>
/// <param name="Beam">How many beginnings are followed, at least 1: more finds smaller changes.</param>
/// <param name="Values">How many values of a column are tried, at least 2.</param>
public sealed record Counterfactuals(int MostColumns = 3, int Beam = 16, int Values = 16)
{
    private const double ColumnCost = .5;
    private const int Halvings = 20;

    private readonly string name = Features.Parameters.Check(
        nameof(Counterfactuals),
        Features.Parameters.AtLeast(MostColumns, 1),
        Features.Parameters.AtLeast(Beam, 1),
        Features.Parameters.AtLeast(Values, 2)
    );

    /// <summary>Searches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows such as it was fitted on: they say which values occur and how much a column varies.</param>
    /// <param name="row">The row whose decision is to flip.</param>
    /// <param name="threshold">The decision is whether the score is at least this.</param>
    /// <param name="allowed">The columns that may change; a value outside its bounds is left unless it is changed into them.</param>
    /// <exception cref="ArgumentException">A column is not there, bounds are empty, or the row is of another width; all faults are listed.</exception>
    public Counterfactual Find(
        ITabularModel model,
        LabelledRows rows,
        ReadOnlySpan<float> row,
        double threshold,
        params IReadOnlyList<ChangeBounds> allowed
    )
    {
        rows.Check("reference");
        Check(rows, row, allowed);
        var search = new CounterfactualSearch(model, Standardisation.Of(rows), rows.Schema, row.ToArray(), threshold);
        var columns = allowed
            .Select(b => (At: rows.Schema.Names.ToList().IndexOf(b.Column), Bounds: b))
            .Select(c => (c.At, Tried: Tried(rows, c.At, c.Bounds)))
            .ToList();
        var beam = new List<CounterfactualSearch.State> { search.Start };
        var nearest = search.Start;
        CounterfactualSearch.State? best = null;
        for (var changed = 0; changed < MostColumns && beam.Count > 0; changed++)
        {
            var next = search.Score([
                .. beam.SelectMany(state =>
                    columns
                        .Where(c => !state.Changed.Contains(c.At))
                        .SelectMany(c => c.Tried.Select(value => search.With(state, c.At, value)))
                ),
            ]);
            foreach (var state in next.Where(search.Flips).OrderBy(s => s.Cost).Take(Beam))
                if (search.Shrunk(state, Halvings) is var shrunk && (best is null || shrunk.Cost < best.Cost))
                    best = shrunk;
            nearest = next.Prepend(nearest).MinBy(search.Distance)!; // the earlier of equals changes less
            // What already costs as much as what was found leads to nothing smaller.
            beam =
            [
                .. next.Where(s => !search.Flips(s) && (best is null || s.Cost < best.Cost))
                    .OrderBy(search.Distance)
                    .ThenBy(s => s.Cost)
                    .Take(Beam),
            ];
        }
        var end = best ?? nearest;
        return new(
            best is not null,
            search.Start.Score,
            end.Score,
            end.Cost,
            [
                .. end
                    .Changed.Order()
                    .Select(c => new ColumnChange(rows.Schema.Names[c], search.Start.Row[c], end.Row[c])),
            ]
        );
    }

    /// <summary>The cost of a change, in standard deviations or codes, with what each column costs.</summary>
    internal static double CostOf(double change, bool code) => ColumnCost + (code ? 1 : Math.Abs(change));

    private static void Check(LabelledRows rows, ReadOnlySpan<float> row, IReadOnlyList<ChangeBounds> allowed)
    {
        List<string> faults =
        [
            .. allowed
                .Where(b => !rows.Schema.Names.Contains(b.Column))
                .Select(b => $"there is no column '{b.Column}'"),
            .. allowed.Where(b => !(b.Low <= b.High)).Select(b => $"'{b.Column}' is bounded by {b.Low} to {b.High}"),
        ];
        if (row.Length != rows.Schema.Width)
            faults.Add($"the row has {row.Length} values for {rows.Schema.Width} columns");
        if (allowed.Count == 0 || allowed.DistinctBy(b => b.Column).Count() < allowed.Count)
            faults.Add("at least one column must be allowed to change, and each once");
        if (faults.Count > 0)
            throw new ArgumentException($"Counterfactuals: {string.Join("; ", faults)}.");
    }

    /// <summary>Values that occur within the bounds, evenly by rank or, of codes, by frequency; and finite bounds.</summary>
    private float[] Tried(LabelledRows rows, int column, ChangeBounds bounds)
    {
        var known = Enumerable
            .Range(0, rows.Count)
            .Select(row => rows.Row(row)[column])
            .Where(v => v >= bounds.Low && v <= bounds.High);
        if (rows.Schema.Categorical[column])
            return
            [
                .. known
                    .CountBy(v => v)
                    .OrderByDescending(v => v.Value)
                    .ThenBy(v => v.Key)
                    .Take(Values)
                    .Select(v => v.Key),
            ];
        float[] sorted = [.. known.Order()];
        IEnumerable<float> quantiles =
            sorted.Length == 0
                ? []
                : Enumerable
                    .Range(0, Values)
                    .Select(i => sorted[(int)Math.Round(i * (sorted.Length - 1.0) / (Values - 1))]);
        return
        [
            .. quantiles
                .Concat(new[] { bounds.Low, bounds.High }.Where(v => v is not (float.MinValue or float.MaxValue)))
                .Distinct(),
        ];
    }
}
