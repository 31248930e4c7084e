using Ninefold.Models;
using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Training;

/// <summary>Examples of classes by their numbers.</summary>
/// <param name="Labels">The class of each, from 0.</param>
/// <param name="Batch">What the network is given of some of them; in training they may be changed by chance.</param>
internal sealed record ClassExamples(IReadOnlyList<int> Labels, Func<int[], Random?, Tensor> Batch);

/// <summary>What networks that tell classes apart have in common.</summary>
/// <param name="Input">The name of the input.</param>
/// <param name="Scores">(batch, classes), before any softmax.</param>
/// <param name="Classes">How many there are, at least 2.</param>
/// <param name="Smoothing">Share of a label that is spread over all classes.</param>
internal sealed record ClassTraining(string Input, Node Scores, int Classes, double Smoothing)
{
    /// <summary>Trains, and writes the network, which answers with probabilities.</summary>
    /// <param name="asked">What is stopped by, by the share that is right; none where that is not wanted.</param>
    public byte[] Fit(
        NetworkState state,
        ClassExamples learned,
        ClassExamples asked,
        NeuralTraining plan,
        TrainingContext context
    )
    {
        context.Cancellation.ThrowIfCancellationRequested();
        new TrainingLoop(state, plan, context).Run(
            new(
                learned.Labels.Count,
                rows =>
                {
                    var chance = new Random((int)randint(0, int.MaxValue, [1]).item<long>()); // seeded by the step
                    var scores = Answer(state, learned.Batch(rows, chance), training: true);
                    return Losses.Categorical(scores, Labels(learned, rows), Smoothing).mean();
                },
                asked.Labels.Count == 0 ? null : () => Accuracy(state, asked, plan.BatchSize),
                context.Threads,
                Measured: "accuracy"
            )
        );
        return OnnxExport.Write(Scores.Softmax(-1), state, "batch", $"{Classes}");
    }

    /// <summary>All that is wrong with labels: they are 0 to one less than the classes, and at least two differ.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<int> train, IReadOnlyList<int> validation)
    {
        if (train.Any(label => label < 0))
            yield return $"labels must be 0 or more, got {train.Min()}";
        if (train.Distinct().Take(2).Count() < 2)
            yield return "the training part needs two different labels";
        else if (validation.Any(label => label < 0 || label > train.Max()))
            yield return $"labels of the validation part must be 0 to {train.Max()}, as in the training part";
    }

    private Tensor Answer(NetworkState state, Tensor batch, bool training) =>
        state.Run([Scores], new Dictionary<string, Tensor> { [Input] = batch }, training)[0];

    private double Accuracy(NetworkState state, ClassExamples asked, int batch)
    {
        var right = 0L;
        foreach (var rows in Enumerable.Range(0, asked.Labels.Count).Chunk(batch))
        {
            using var scope = NewDisposeScope();
            var found = Answer(state, asked.Batch(rows, null), training: false).argmax(1);
            right += found.eq(Labels(asked, rows)).sum().item<long>();
        }
        return (double)right / asked.Labels.Count;
    }

    private static Tensor Labels(ClassExamples examples, int[] rows) =>
        tensor([.. rows.Select(row => (long)examples.Labels[row])], [rows.Length]);
}
