using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tasks;

/// <summary>What trainers of several tasks have in common: rows in, training by the weighted sum of losses, ONNX out.</summary>
/// <param name="Name">The trainer's.</param>
/// <param name="Tasks">What is predicted.</param>
/// <param name="Plan">How it is trained.</param>
internal sealed record TaskNetwork(string Name, IReadOnlyList<TaskHead> Tasks, NeuralTraining Plan)
{
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed and cancellation.</param>
    /// <param name="build">The score (batch, 1) of every task, before any sigmoid.</param>
    public OnnxTaskModel Fit(TaskData data, TrainingContext context, Func<Network, TableInput, Node[]> build)
    {
        data.Train.Check(Name, "training", Tasks);
        var stops = Plan.Patience > 0 && data.Validation.Count > 0;
        if (stops)
            data.Validation.Check(Name, "validation", Tasks);
        context.Cancellation.ThrowIfCancellationRequested();
        var network = new Network();
        Node[] scores = [.. build(network, TableInput.Of(data.Train.Of(0))).Select(score => score.Reshape(-1))];
        // Quantities of any unit are learned alike.
        var units = Tasks
            .Zip(data.Train.Labels, (task, labels) => task.Loss.IsOfQuantities() ? Unit(labels) : (0, 1))
            .ToArray();
        using var state = new NetworkState(network, context.Seed);
        var task = new TrainingTask(
            data.Train.Count,
            rows => Loss(state, scores, units, data.Train, rows, training: true),
            stops
                ? () => -Validate(rows => Loss(state, scores, units, data.Validation, rows, false), data.Validation)
                : null
        );
        new TrainingLoop(state, Plan, context).Run(task);
        var outputs = Tasks.Select((t, i) => (t.Name, Served(t.Loss, scores[i], units[i])));
        return new(
            data.Train.Schema.Width,
            [.. Tasks.Select(t => t.Name)],
            new OnnxModel(OnnxExport.Write([.. outputs], state, "batch"))
        );
    }

    /// <summary>Refuses labels that a task cannot be learned from.</summary>
    public static void CheckLabels(string trainer, string part, TaskHead task, float[] labels)
    {
        var isClass = !task.Loss.IsOfQuantities();
        if (isClass && Array.FindIndex(labels, label => label is < 0 or > 1) is >= 0 and var wrong)
            throw new ArgumentException(
                $"Labels of {task.Name} in {trainer} must be 0 to 1 or NaN, {part} row {wrong} has {labels[wrong]}."
            );
        if (labels.All(float.IsNaN))
            throw new ArgumentException($"No {part} row of {trainer} has a label of {task.Name}.");
    }

    private Tensor Loss(
        NetworkState state,
        Node[] scores,
        (double Mean, double Deviation)[] units,
        TaskRows part,
        int[] rows,
        bool training
    )
    {
        var answers = state.Run(scores, TableNetwork.Batch(part.Schema.Width, part.Values, rows), training);
        var sum = zeros(1);
        for (var task = 0; task < answers.Length; task++)
        {
            var (labels, counts) = Labels(part, rows, task, units[task]);
            var losses = Losses.Pointwise(Tasks[task].Loss, answers[task], NetworkState.Copy(labels, rows.Length));
            sum = sum.Plus((losses * NetworkState.Copy(counts, rows.Length)).sum());
        }
        return sum.sum();
    }

    /// <summary>The labels of some rows in their unit, and how much the loss of each counts: 0 where it is not known.</summary>
    private (float[] Labels, float[] Counts) Labels(
        TaskRows part,
        int[] rows,
        int task,
        (double Mean, double Deviation) unit
    )
    {
        var (labels, counts) = (new float[rows.Length], new float[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
            if (part.Labels[task][rows[i]] is var label && !float.IsNaN(label))
                (labels[i], counts[i]) = ((float)((label - unit.Mean) / unit.Deviation), part.Weights?[rows[i]] ?? 1);
        var share = Tasks[task].Weight / Math.Max(1e-12, counts.Sum());
        return (labels, [.. counts.Select(count => (float)(count * share))]);
    }

    private double Validate(Func<int[], Tensor> loss, TaskRows part)
    {
        // Batches with other shares of known labels would count them otherwise: what is compared is always the same.
        var batches = Enumerable.Range(0, part.Count).Chunk(Plan.BatchSize).ToList();
        return batches.Sum(rows => loss(rows).item<float>() * (double)rows.Length) / part.Count;
    }

    private static Node Served(Loss loss, Node score, (double Mean, double Deviation) unit) =>
        loss.IsOfProbabilities() ? score.Sigmoid() : score.Times(unit.Deviation).Plus(unit.Mean);

    private static (double Mean, double Deviation) Unit(float[] labels)
    {
        double[] known = [.. labels.Where(label => !float.IsNaN(label)).Select(label => (double)label)];
        var mean = known.Average();
        var deviation = Math.Sqrt(known.Average(label => (label - mean) * (label - mean)));
        return (mean, deviation > 0 ? deviation : 1);
    }
}
