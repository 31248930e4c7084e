using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Sequences;

/// <summary>
/// What comes next, by convolutions that see only the past and ever further apart (Yuan et al., 2019, "A Simple Convolutional
/// Generative Network for Next Item Recommendation"). Trained on every place of a history at once, by cross-entropy over all
/// items or over drawn ones. With patience, each user's last item is held out to stop by. Unlike other trainers it gives a model
/// of other last bits on another number of threads.
/// </summary>
/// <param name="Width">Numbers a vector, at least 1.</param>
/// <param name="Longest">How many of the newest items are read, at least 1.</param>
/// <param name="Size">How many places a convolution sees, at least 1.</param>
/// <param name="Blocks">Convolutions on one another, each with twice the distance of the one before, 1 to 10.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
/// <param name="Negatives">Items drawn evenly a batch that the right ones must beat; 0 for all items.</param>
public sealed record NextItNet(
    int Width = 64,
    int Longest = 50,
    int Size = 3,
    int Blocks = 3,
    double Dropout = .3,
    int Negatives = 0
) : ITrainer<Interactions, HistoryNetwork>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "nextitnet",
            Parameters.AtLeast(Width, 1),
            Parameters.AtLeast(Longest, 1),
            Parameters.AtLeast(Size, 1),
            Parameters.Within(Blocks, 1, 11),
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
        var (items, there) = (network.Table(data.Items + 1, Width), seen.IsNotZero().Reshape(0, 0, 1));
        var x = items.LookUp(seen).Dropout(Dropout);
        for (var block = 0; block < Blocks; block++)
        {
            // What is not there is zero, as is what would be before the first place.
            var past = network.LayerNorm(x, Width).Relu().Times(there).Transpose(0, 2, 1); // (batch, width, length)
            var apart = 1 << block;
            var found = network.Convolve1d(past, Width, Width, Size, padding: apart * (Size - 1), apart);
            x = x.Plus(found.Places(2, past, 2).Transpose(0, 2, 1).Dropout(Dropout));
        }
        var encoded = network.LayerNorm(x, Width); // (batch, length, width)
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
