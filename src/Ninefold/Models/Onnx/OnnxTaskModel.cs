using Ninefold.Models.Tabular;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A network of several answers a row of a table: one input of floats, rows by columns, in which NaN is a missing value, and an
/// output of a number a row for every task. Safe for concurrent use; allocates nothing.
/// </summary>
/// <param name="Width">How many columns it expects, at least 1.</param>
/// <param name="Tasks">The tasks, in the order of the outputs.</param>
/// <param name="Network">The network.</param>
public sealed record OnnxTaskModel(int Width, IReadOnlyList<string> Tasks, OnnxModel Network)
{
    private const int MostOnStack = 4096;

    /// <summary>Answers rows laid end to end.</summary>
    /// <param name="rows">As many values as there are rows × <see cref="Width"/>.</param>
    /// <param name="answers">Receives rows × tasks: the answers of a row side by side.</param>
    /// <exception cref="ArgumentException">There are not as many values or answers.</exception>
    public void Answer(ReadOnlySpan<float> rows, Span<double> answers)
    {
        var count = answers.Length / Tasks.Count;
        if (rows.Length != count * Width || answers.Length != count * Tasks.Count)
            throw new ArgumentException(
                $"{count} rows of {Width} columns and {Tasks.Count} tasks need {count * Width} values and "
                    + $"{count * Tasks.Count} answers, got {rows.Length} and {answers.Length}."
            );
        var most = Math.Max(1, MostOnStack / Tasks.Count);
        Span<float> some = stackalloc float[Math.Min(most, count) * Tasks.Count];
        for (var row = 0; row < count; row += most)
        {
            var taken = Math.Min(most, count - row);
            Network.Run(rows.Slice(row * Width, taken * Width), [taken, Width], some[..(taken * Tasks.Count)]);
            for (var task = 0; task < Tasks.Count; task++)
            for (var i = 0; i < taken; i++)
                answers[(row + i) * Tasks.Count + task] = some[task * taken + i];
        }
    }

    /// <summary>A model of one number a row: the answers' weighted sum, such as what an engagement is worth.</summary>
    /// <param name="weights">The weight of each task by its name; tasks that are not named count nothing.</param>
    /// <exception cref="ArgumentException">There is no such task, or a weight is no number; the message names all.</exception>
    public WeightedTasks Weighted(IReadOnlyDictionary<string, double> weights)
    {
        var wrong = weights.Where(w => !Tasks.Contains(w.Key) || !double.IsFinite(w.Value)).ToList();
        return weights.Count > 0 && wrong.Count == 0
            ? new(this, [.. Tasks.Select(task => weights.GetValueOrDefault(task))])
            : throw new ArgumentException(
                $"Weights must be finite numbers of at least one of the tasks {string.Join(", ", Tasks)}, got "
                    + $"{string.Join(", ", wrong.Select(w => $"{w.Key}: {w.Value}").DefaultIfEmpty("none"))}."
            );
    }
}

/// <summary>Scores rows by the weighted sum of a network's answers.</summary>
/// <param name="Model">The network.</param>
/// <param name="Weights">One a task, in their order.</param>
public sealed record WeightedTasks(OnnxTaskModel Model, double[] Weights) : ITabularModel
{
    private const int BlockRows = 256;

    /// <inheritdoc/>
    public int Width => Model.Width;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        Span<double> answers = stackalloc double[Math.Min(BlockRows, scores.Length) * Weights.Length];
        for (var row = 0; row < scores.Length; row += BlockRows)
        {
            var count = Math.Min(BlockRows, scores.Length - row);
            Model.Answer(rows.Slice(row * Width, count * Width), answers[..(count * Weights.Length)]);
            for (var i = 0; i < count; i++)
            {
                scores[row + i] = 0;
                for (var task = 0; task < Weights.Length; task++)
                    scores[row + i] += Weights[task] * answers[i * Weights.Length + task];
            }
        }
    }
}
