namespace Ninefold.Models.Tabular;

/// <summary>Scores by one column and learns nothing: the heuristic that a learned model has to beat.</summary>
/// <param name="Column">The column's name in the encoded schema, such as <c>price</c>.</param>
/// <param name="Descending">Whether a larger value is better; false where a smaller one is.</param>
public sealed record ByFeature(string Column, bool Descending = true) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => $"by-{Column}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such column, or the rows cannot be used.</exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        data.Train.Check("training");
        var names = data.Train.Schema.Names.ToList();
        var column = names.IndexOf(Column);
        return column >= 0
            ? new ColumnScore(names.Count, column, Descending)
            : throw new ArgumentException($"There is no column '{Column}'. Columns: {string.Join(", ", names)}.");
    }
}

/// <summary>The score is the value of a column, or its negative; a missing value scores below all others.</summary>
/// <param name="Width">How many columns it expects.</param>
/// <param name="Column">Which one it reads, from 0.</param>
/// <param name="Descending">Whether a larger value is better.</param>
public sealed record ColumnScore(int Width, int Column, bool Descending) : ITabularModel
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            var value = rows[row * Width + Column];
            scores[row] =
                float.IsNaN(value) ? double.MinValue
                : Descending ? value
                : -value;
        }
    }
}
