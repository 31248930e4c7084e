using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>How much worse a metric becomes where a column is permuted.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Mean">The metric as it is minus the metric with the column permuted, over the repeats.</param>
/// <param name="Deviation">The standard deviation over the repeats; 0 for a single one.</param>
public sealed record ColumnImportance(string Column, double Mean, double Deviation);

/// <summary>
/// How much a model relies on each column (Breiman, 2001): the column's values are permuted over all rows, which keeps
/// their distribution and breaks what they tell of the label. Measure on rows that the model was not fitted on. Columns
/// that tell the same share their importance.
/// </summary>
/// <param name="Repeats">How many permutations of each column, at least 1.</param>
public sealed record PermutationImportance(int Repeats = 5)
{
    private const int Block = 1024; // rows that are scored together, whatever the number of threads

    /// <summary>How many permutations of each column.</summary>
    public int Repeats { get; } =
        Repeats >= 1
            ? Repeats
            : throw new ArgumentOutOfRangeException(
                nameof(Repeats),
                $"PermutationImportance needs at least 1 repeat, got {Repeats}."
            );

    /// <summary>Measures every column.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows with labels; they are left as they are.</param>
    /// <param name="metric">Judges the scores of all rows, in order; higher is better (negate a loss).</param>
    /// <param name="context">The seed, threads, progress and cancellation.</param>
    /// <returns>One entry a column, in the schema's order.</returns>
    public IReadOnlyList<ColumnImportance> Measure(
        ITabularModel model,
        LabelledRows rows,
        Func<double[], double> metric,
        TrainingContext context
    )
    {
        rows.Check("inspected");
        var scores = new double[rows.Count];
        Score(model, rows.Values, scores, context);
        var whole = metric(scores);

        var width = rows.Schema.Width;
        var values = rows.Values.ToArray();
        var random = new Random(context.Seed);
        var importances = new List<ColumnImportance>();
        for (var column = 0; column < width; column++)
        {
            var drops = new double[Repeats];
            var order = Enumerable.Range(0, rows.Count).ToArray();
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                random.Shuffle(order);
                for (var row = 0; row < rows.Count; row++)
                    values[row * width + column] = rows.Values[order[row] * width + column];
                Score(model, values, scores, context);
                drops[repeat] = whole - metric(scores);
            }
            for (var row = 0; row < rows.Count; row++)
                values[row * width + column] = rows.Values[row * width + column];
            var mean = drops.Average();
            var variance = drops.Sum(drop => (drop - mean) * (drop - mean)) / Math.Max(1, Repeats - 1);
            importances.Add(new(rows.Schema.Names[column], mean, Math.Sqrt(variance)));
            context.Progress?.Report((column + 1.0) / width);
        }
        return importances;
    }

    private static void Score(ITabularModel model, float[] values, double[] scores, TrainingContext context) =>
        Parallel.For(
            0,
            (scores.Length + Block - 1) / Block,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads },
            block =>
            {
                var (from, count) = (block * Block, Math.Min(Block, scores.Length - block * Block));
                model.Score(values.AsSpan(from * model.Width, count * model.Width), scores.AsSpan(from, count));
            }
        );
}
