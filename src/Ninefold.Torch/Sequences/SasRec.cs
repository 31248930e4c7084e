using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

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
            new NextItemLoss(encoded, items, sequences, Width, Negatives).Of
        );
    }
}
