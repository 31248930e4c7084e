using Ninefold.Features;

namespace Ninefold.Models.Tabular;

/// <summary>Trains on some of the columns: a rung that sees less than the others, such as a published model's features.</summary>
/// <param name="Name">The rung's name.</param>
/// <param name="Trainer">What trains.</param>
/// <param name="Columns">The columns it sees, in this order; at least one.</param>
public sealed record OnColumns(string Name, ITabularTrainer Trainer, IReadOnlyList<string> Columns) : ITabularTrainer
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no such columns; the message lists all that are missing.</exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        var names = data.Train.Schema.Names.ToList();
        var missing = Columns.Except(names).ToList();
        if (Columns.Count == 0 || missing.Count > 0)
            throw new ArgumentException(
                $"'{Name}' needs the columns {string.Join(", ", missing.DefaultIfEmpty("(at least one)"))}. There are: {string.Join(", ", names)}."
            );
        int[] places = [.. Columns.Select(c => names.IndexOf(c))];
        var seen = new TabularData(Select(data.Train, places), Select(data.Validation, places));
        return new ColumnSubset(names.Count, places, context.Fit(Trainer, seen));
    }

    private static LabelledRows Select(LabelledRows rows, int[] places)
    {
        var values = new float[rows.Count * places.Length];
        for (var row = 0; row < rows.Count; row++)
            ColumnSubset.Select(rows.Row(row), places, values.AsSpan(row * places.Length, places.Length));
        return rows with
        {
            Schema = new FeatureSchema(
                [.. places.Select(p => rows.Schema.Names[p])],
                [.. places.Select(p => rows.Schema.Categorical[p])]
            ),
            Values = values,
        };
    }
}

/// <summary>A model that sees some of the columns it is given.</summary>
/// <param name="Width">How many columns it is given.</param>
/// <param name="Places">Which of them the model sees.</param>
/// <param name="Model">The model.</param>
public sealed record ColumnSubset(int Width, int[] Places, ITabularModel Model) : ITabularModel
{
    private const int MostOnStack = 256;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        var row = Places.Length <= MostOnStack ? stackalloc float[Places.Length] : new float[Places.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            Select(rows.Slice(i * Width, Width), Places, row);
            Model.Score(row, scores.Slice(i, 1));
        }
    }

    internal static void Select(ReadOnlySpan<float> row, int[] places, Span<float> selected)
    {
        for (var i = 0; i < places.Length; i++)
            selected[i] = row[places[i]];
    }
}
