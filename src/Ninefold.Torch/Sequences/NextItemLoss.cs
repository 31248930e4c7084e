using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Sequences;

/// <summary>
/// Cross-entropy of what came next at every place of a history at once, over all items or over drawn ones (Klenitskiy and
/// Vasilev, 2023, "Turning Dross Into Gold Loss").
/// </summary>
/// <param name="Encoded">What is known at each place (batch, length, width).</param>
/// <param name="Items">The vectors of the items (items + 1, width), that of no item first: weights of the network.</param>
/// <param name="Sequences">What is learned from.</param>
/// <param name="Width">Numbers a vector.</param>
/// <param name="Negatives">Items drawn evenly a batch that the right ones must beat; 0 for all items.</param>
internal sealed record NextItemLoss(Node Encoded, Node Items, NextItems Sequences, int Width, int Negatives)
{
    // Of a batch, by length: four hardly pad, more would be too small to be quick.
    private const int Parts = 4;

    /// <summary>Over the places that have a next item only: most of a batch is padding.</summary>
    public Tensor Of(NetworkState state, int[] some)
    {
        var (found, wanted) = (new List<Tensor>(), new List<Tensor>());
        foreach (var alike in Sequences.Alike(some, Parts))
        {
            var batch = Sequences.Shifted(alike);
            var inputs = new Dictionary<string, Tensor> { [HistoryTraining.Seen] = batch.Seen };
            var ids = batch.Next.reshape(-1);
            var places = ids.nonzero().reshape(-1);
            found.Add(state.Run([Encoded], inputs, training: true)[0].reshape(-1, Width).index_select(0, places));
            wanted.Add(ids.index_select(0, places));
        }
        var (vectors, next) = (cat(found, 0), cat(wanted, 0)); // (places, width) and (places)
        var table = state.Of(Items);
        if (Negatives == 0)
            return Mean(Losses.Categorical(state.Product(vectors, table.t()), next));
        var right = (vectors * table.index_select(0, next)).sum(1, keepdim: true); // (places, 1)
        var drawn = randint(1, table.shape[0], [Negatives]);
        var wrong = state.Product(vectors, table.index_select(0, drawn).t()); // (places, negatives)
        wrong = wrong.masked_fill(drawn.unsqueeze(0).eq(next.unsqueeze(1)), Held.Number(-1e9));
        return Mean(Losses.Categorical(cat([right, wrong.to_type(ScalarType.Float32)], 1), zeros_like(next)));

        static Tensor Mean(Tensor losses) => losses.to_type(ScalarType.Float32).mean();
    }
}
