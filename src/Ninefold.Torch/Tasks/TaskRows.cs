using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Torch.Tasks;

/// <summary>Encoded feature vectors with a label for every task.</summary>
/// <param name="Schema">The columns.</param>
/// <param name="Values">Row by row, <c>Count × Schema.Width</c>; NaN is a missing value.</param>
/// <param name="Labels">
/// One array a task, in the order of the trainer's tasks, one number a row: 0 to 1 for a class, any for a quantity. NaN where it
/// is not known, such as how long a video was watched that nobody opened; that row teaches the task nothing.
/// </param>
/// <param name="Weights">One a row, above 0; null where every row counts once.</param>
public sealed record TaskRows(
    FeatureSchema Schema,
    float[] Values,
    IReadOnlyList<float[]> Labels,
    float[]? Weights = null
)
{
    /// <summary>How many rows there are.</summary>
    public int Count => Values.Length / Math.Max(1, Schema.Width);

    /// <summary>The rows with the labels of one task, 0 where they are not known.</summary>
    internal LabelledRows Of(int task) =>
        new(
            Schema,
            Values,
            [.. Labels[task].Select(label => float.IsNaN(label) ? 0 : label)],
            [.. Enumerable.Range(0, Labels[task].Length)],
            Weights
        );

    /// <summary>Refuses rows that cannot be learned from.</summary>
    /// <exception cref="ArgumentException">Something is wrong; the message says what, of the first task with a fault.</exception>
    internal void Check(string trainer, string part, IReadOnlyList<TaskHead> tasks)
    {
        if (Labels.Count != tasks.Count)
            throw new ArgumentException(
                $"The {part} rows need labels for {tasks.Count} tasks ({string.Join(", ", tasks.Select(t => t.Name))}), got {Labels.Count}."
            );
        for (var task = 0; task < tasks.Count; task++)
        {
            Of(task).Check($"{part} ({tasks[task].Name})");
            TaskNetwork.CheckLabels(trainer, part, tasks[task], Labels[task]);
        }
    }
}

/// <summary>The parts a trainer of several tasks sees: it fits on one, stops early on the other, which may be empty.</summary>
/// <param name="Train">What is learned from.</param>
/// <param name="Validation">What stops the training; without rows nothing does.</param>
public sealed record TaskData(TaskRows Train, TaskRows Validation);
