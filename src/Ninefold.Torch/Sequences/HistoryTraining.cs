using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Sequences;

/// <summary>What the networks of histories have in common: they end in a vector that is multiplied with the items'.</summary>
/// <param name="Network">Its weights.</param>
/// <param name="Query">The vector of a history (batch, width).</param>
/// <param name="Items">The vectors of the items (items + 1, width), that of no item first.</param>
/// <param name="Sequences">What is learned from.</param>
internal sealed record HistoryTraining(Network Network, Node Query, Node Items, NextItems Sequences)
{
    /// <summary>The input's name.</summary>
    public const string Seen = "seen";

    private const int K = 10;
    private const int MostQuestions = 5000;

    /// <summary>The input of all these networks: ids (batch, length), 0 for none.</summary>
    public static Node Input() => Network.Ids(Seen, "batch", "length");

    /// <summary>Trains, and writes the network of histories beside the items' vectors.</summary>
    /// <param name="loss">The mean loss of sequences, by their numbers.</param>
    public HistoryNetwork Fit(
        int items,
        int longest,
        NeuralTraining plan,
        TrainingContext context,
        Func<NetworkState, int[], Tensor> loss
    )
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (Sequences.Count == 0)
            throw new ArgumentException("There is no user with two items: nothing tells what comes next.");
        using var state = new NetworkState(Network, context.Seed);
        // All items but "none", which stands at 0.
        var scores = Query.By(Items.Slice(0, 1, items + 1).Transpose(1, 0)); // (batch, items)
        new TrainingLoop(state, plan, context).Run(
            new(
                Sequences.Count,
                sequences => loss(state, sequences),
                Sequences.Asked == 0 ? null : () => NdcgOfNext(state, scores, plan.BatchSize),
                context.Threads
            )
        );
        var vectors = Vectors(state);
        var width = vectors.Length / (items + 1);
        return new(new(OnnxExport.Write(Query, state, "batch", $"{width}")), vectors[width..], width, longest);
    }

    private float[] Vectors(NetworkState state)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var vectors = state.Run([Items], new Dictionary<string, Tensor>(), training: false)[0];
        return vectors.contiguous().data<float>().ToArray();
    }

    // Over the same users each time, evenly spread.
    private double NdcgOfNext(NetworkState state, Node scores, int batch)
    {
        var stride = Math.Max(1, Sequences.Asked / MostQuestions);
        int[] questions = [.. Enumerable.Range(0, Sequences.Asked).Where(q => q % stride == 0)];
        var sum = 0.0;
        foreach (var some in questions.Chunk(batch))
        {
            using var scope = NewDisposeScope();
            var (seen, next) = Sequences.Question(some);
            var all = state.Run([scores], new Dictionary<string, Tensor> { [Seen] = seen }, training: false)[0];
            var right = all.gather(1, tensor([.. next.Select(id => id - 1L)], [next.Length, 1]));
            var above = all.gt(right).sum(1).data<long>().ToArray();
            sum += above.Where(rank => rank < K).Sum(rank => 1 / Math.Log2(rank + 2));
        }
        return sum / questions.Length;
    }
}
