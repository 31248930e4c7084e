using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Sequences;

/// <summary>
/// What comes next, by gated recurrent units that read what came before (Hidasi, Karatzoglou, Baltrunas and Tikk, 2016,
/// "Session-based Recommendations with Recurrent Neural Networks"), which share the items' vectors between what is read and
/// what is ranked. Trained on every place of a history at once, by cross-entropy over all items or over drawn ones. With
/// patience, each user's last item is held out to stop by. Unlike other trainers it gives a model of other last bits on another
/// number of threads.
/// </summary>
/// <param name="Width">Numbers a vector, at least 1.</param>
/// <param name="Longest">How many of the newest items are read, at least 1.</param>
/// <param name="Layers">Recurrent layers on one another, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
/// <param name="Negatives">Items drawn evenly a batch that the right ones must beat; 0 for all items.</param>
public sealed record Gru4Rec(int Width = 64, int Longest = 50, int Layers = 1, double Dropout = .3, int Negatives = 0)
    : ITrainer<Interactions, HistoryNetwork>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "gru4rec",
            Parameters.AtLeast(Width, 1),
            Parameters.AtLeast(Longest, 1),
            Parameters.AtLeast(Layers, 1),
            Parameters.Within(Dropout, 0, 1),
            Parameters.AtLeast(Negatives, 0)
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
        var (items, there) = (network.Table(data.Items + 1, Width), seen.IsNotZero());
        var x = items.LookUp(seen);
        for (var layer = 0; layer < Layers; layer++)
            x = network.Gru(x.Dropout(Dropout), Width, Width, there); // (batch, length, width)
        // States lie within (−1, 1): a dense layer takes them to where the items are.
        var encoded = network.Linear(x.Dropout(Dropout), Width, Width);
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
