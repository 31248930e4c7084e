using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Sequences;

/// <summary>
/// What comes next, by self-attention over what came before (Kang and McAuley, 2018, "Self-Attentive Sequential
/// Recommendation"). Trained on every place of a history at once, by cross-entropy over all items or over drawn ones (Klenitskiy and
/// Vasilev, 2023, "Turning Dross Into Gold Loss"). With
/// patience, each user's last item is held out to stop by. Unlike other
/// trainers it gives a model of other last bits on another number of threads.
/// </summary>
/// <param name="Width">Numbers a vector, at least 1, a multiple of the heads.</param>
/// <param name="Longest">How many of the newest items are read, at least 1.</param>
/// <param name="Blocks">Attentions on one another, at least 1.</param>
/// <param name="Heads">Attentions side by side, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
/// <param name="Position">How order is known.</param>
/// <param name="Negatives">Items drawn evenly a batch that the right ones must beat; 0 for all items.</param>
public sealed record SasRec(
    int Width = 64,
    int Longest = 50,
    int Blocks = 2,
    int Heads = 2,
    double Dropout = .3,
    PositionKind Position = PositionKind.Learned,
    int Negatives = 0
) : ITrainer<Interactions, HistoryNetwork>
{
    // Of a batch, by length: four hardly pad, more would be too small to be quick.
    private const int Parts = 4;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "sasrec",
            Parameters.AtLeast(Width, 1),
            Parameters.AtLeast(Longest, 1),
            Parameters.AtLeast(Blocks, 1),
            Parameters.AtLeast(Heads, 1),
            Parameters.Within(Dropout, 0, 1),
            Parameters.AtLeast(Negatives, 0),
            Heads < 1 || Width % (Position == PositionKind.Rotary ? 2 * Heads : Heads) == 0
                ? null
                : $"Width must be a multiple of Heads, and of twice that with Rotary, got {Width} and {Heads}"
        );

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new(Epochs: 40, BatchSize: 128);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No user has two items.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public HistoryNetwork Fit(Interactions data, TrainingContext context)
    {
        var (network, seen) = (new Network(), HistoryTraining.Input());
        var items = network.Table(data.Items + 1, Width);
        var encoded = network.Encode(
            items.LookUp(seen),
            seen.IsNotZero(),
            new(Width, Heads, Blocks, Longest, Dropout, Position, Causal: true)
        ); // (batch, length, width)
        var sequences = new NextItems(data, Longest, holdOut: Training.Patience > 0, least: 2, inPieces: true);
        return new HistoryTraining(network, encoded.Last(1), items, sequences).Fit(
            data.Items,
            Longest,
            Training,
            context,
            (state, some) => NextLoss(state, encoded, items, sequences, some)
        );
    }

    /// <summary>Over the places that have a next item only: most of a batch is padding.</summary>
    private Tensor NextLoss(NetworkState state, Node encoded, Node items, NextItems sequences, int[] some)
    {
        var (found, wanted) = (new List<Tensor>(), new List<Tensor>());
        foreach (var alike in sequences.Alike(some, Parts))
        {
            var batch = sequences.Shifted(alike);
            var inputs = new Dictionary<string, Tensor> { [HistoryTraining.Seen] = batch.Seen };
            var ids = batch.Next.reshape(-1);
            var places = ids.nonzero().reshape(-1);
            found.Add(state.Run([encoded], inputs, training: true)[0].reshape(-1, Width).index_select(0, places));
            wanted.Add(ids.index_select(0, places));
        }
        var (vectors, next) = (cat(found, 0), cat(wanted, 0)); // (places, width) and (places)
        var table = state.Of(items);
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
