using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tables;

/// <summary>What the trainers of tables have in common: rows in, training, ONNX out.</summary>
internal static class TableNetwork
{
    /// <summary>Trains a network of one number a row.</summary>
    /// <param name="name">The trainer's, for messages.</param>
    /// <param name="build">The score (batch, 1), before any sigmoid.</param>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public static OnnxTabularModel Fit(
        string name,
        TabularData data,
        TrainingContext context,
        NeuralTraining plan,
        Loss loss,
        Func<Network, TableInput, Node> build
    )
    {
        Check(name, data, plan, loss);
        var network = new Network();
        var input = TableInput.Of(data.Train);
        var scores = build(network, input).Reshape(-1);
        // Quantities of any unit are learned alike.
        var (mean, unit) = loss.IsOfQuantities() ? Unit(data.Train.Labels) : (0, 1);
        return Fit(
            network,
            loss.IsOfProbabilities() ? scores.Sigmoid() : scores.Times(unit).Plus(mean),
            data,
            context,
            plan,
            (state, part, rows, training) =>
                Losses.Pointwise(
                    loss,
                    state.Run([scores], Batch(part, rows), training)[0],
                    Labels(part, rows).Plus(-mean).Times(1 / unit)
                )
        );
    }

    /// <summary>Trains a network with a loss of its own.</summary>
    /// <param name="output">What is served (batch).</param>
    /// <param name="loss">The loss of each of some rows of a part.</param>
    public static OnnxTabularModel Fit(
        Network network,
        Node output,
        TabularData data,
        TrainingContext context,
        NeuralTraining plan,
        Func<NetworkState, LabelledRows, int[], bool, Tensor> loss
    )
    {
        context.Cancellation.ThrowIfCancellationRequested();
        using var state = new NetworkState(network, context.Seed);
        var task = new TrainingTask(
            data.Train.Count,
            rows => Mean(data.Train, rows, loss(state, data.Train, rows, true)),
            data.Validation.Count == 0
                ? null
                : () => -Validate(data.Validation, plan, rows => loss(state, data.Validation, rows, false))
        );
        new TrainingLoop(state, plan, context).Run(task);
        return new(data.Train.Schema.Width, new OnnxModel(OnnxExport.Write(output, state, "batch")));
    }

    /// <summary>The network's input for some rows.</summary>
    public static Dictionary<string, Tensor> Batch(LabelledRows part, int[] rows) =>
        Batch(part.Schema.Width, part.Values, rows);

    /// <inheritdoc cref="Batch(LabelledRows, int[])"/>
    public static Dictionary<string, Tensor> Batch(int width, float[] all, int[] rows)
    {
        var values = new float[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
            all.AsSpan(rows[i] * width, width).CopyTo(values.AsSpan(i * width));
        return new() { [TableInput.Rows] = NetworkState.Copy(values, rows.Length, width) };
    }

    private static Tensor Labels(LabelledRows part, int[] rows) =>
        NetworkState.Copy([.. rows.Select(row => part.Labels[row])], rows.Length);

    private static (double Mean, double Deviation) Unit(float[] labels)
    {
        var mean = labels.Average(label => (double)label);
        var deviation = Math.Sqrt(labels.Average(label => (label - mean) * (label - mean)));
        return (mean, deviation > 0 ? deviation : 1);
    }

    private static Tensor Mean(LabelledRows part, int[] rows, Tensor losses)
    {
        if (part.Weights is null)
            return losses.mean();
        var weights = NetworkState.Copy([.. rows.Select(row => part.Weights[row])], rows.Length);
        return (losses * weights).sum() / weights.sum();
    }

    private static double Validate(LabelledRows part, NeuralTraining plan, Func<int[], Tensor> loss)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var rows in Enumerable.Range(0, part.Count).Chunk(plan.BatchSize))
        {
            var weight = part.Weights is null ? rows.Length : rows.Sum(row => (double)part.Weights[row]);
            sum += Mean(part, rows, loss(rows)).item<float>() * weight;
            weights += weight;
        }
        return sum / weights;
    }

    private static void Check(string name, TabularData data, NeuralTraining plan, Loss loss)
    {
        data.Train.Check("training");
        if (plan.Patience > 0 && data.Validation.Count > 0)
            data.Validation.Check("validation");
        var isClass = loss.IsOfProbabilities() || loss == Loss.Hinge;
        if (isClass && Array.FindIndex(data.Train.Labels, label => label is < 0 or > 1) is >= 0 and var wrong)
            throw new ArgumentException(
                $"Labels of {name} with {loss} must be 0 to 1, row {wrong} has {data.Train.Labels[wrong]}."
            );
        if (isClass && data.Train.Labels.Distinct().Take(2).Count() < 2)
            throw new ArgumentException(
                $"All {data.Train.Count} training rows have the label {data.Train.Labels[0]}: {name} needs two different ones."
            );
    }
}
