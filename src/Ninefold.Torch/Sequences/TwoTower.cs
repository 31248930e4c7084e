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
/// One network for what the user took and one for the items, which meet in an inner product (Covington et al., 2016; Yi et
/// al., 2019, "Sampling-bias-corrected neural modeling"). The negatives of an example are the items of the others in its
/// batch, with the logarithm of their frequency taken off. With patience, each user's last item is held out to stop by. Unlike other
/// trainers it gives a model of other last bits on another number of threads.
/// </summary>
/// <param name="Width">Numbers a vector, at least 1.</param>
/// <param name="Longest">How many of the newest items the user's tower reads, at least 1.</param>
/// <param name="Temperature">What scores are divided by in training, above 0: smaller is stricter.</param>
/// <param name="LogFrequency">How much of the logarithm of frequency is taken off, 0 to 1: 0 leaves popular items punished.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
public sealed record TwoTower(
    int Width = 64,
    int Longest = 50,
    double Temperature = .1,
    double LogFrequency = 1,
    double Dropout = .1
) : ITrainer<Interactions, HistoryNetwork>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "two-tower",
            Parameters.AtLeast(Width, 1),
            Parameters.AtLeast(Longest, 1),
            Parameters.Above(Temperature, 0),
            LogFrequency is >= 0 and <= 1 ? null : $"LogFrequency must be 0 to 1, got {LogFrequency}",
            Parameters.Within(Dropout, 0, 1)
        );

    /// <summary>What it makes small.</summary>
    public PairLoss Loss { get; init; }

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new(Epochs: 40);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No user has two items.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public HistoryNetwork Fit(Interactions data, TrainingContext context)
    {
        var (network, seen) = (new Network(), HistoryTraining.Input());
        var bag = network.Table(data.Items + 1, Width, deviation: .1).Bag(seen, mean: true).Dropout(Dropout);
        var query = network.Linear(network.Linear(bag, Width, 2 * Width).Relu(), 2 * Width, Width).Unit(); // (batch, width)
        var table = network.Table(data.Items + 1, Width, deviation: .1);
        var items = network.Linear(table, Width, Width).Unit(); // (items + 1, width)
        var sequences = new NextItems(data, Longest, holdOut: Training.Patience > 0, least: 2);
        var frequencies = LogFrequencies(data);
        return new HistoryTraining(network, query, items, sequences).Fit(
            data.Items,
            Longest,
            Training,
            context,
            (state, some) =>
            {
                var cuts = new Random((int)randint(0, int.MaxValue, [1]).item<long>()); // seeded by the step
                var (history, next) = sequences.Cut(some, cuts);
                var towers = state.Run(
                    [query, items],
                    new Dictionary<string, Tensor> { [HistoryTraining.Seen] = history },
                    training: true
                );
                var off = NetworkState.Copy(frequencies, frequencies.Length).index_select(0, next).Times(LogFrequency);
                return Losses.Pairs(Loss, towers[0], towers[1].index_select(0, next), Temperature, off).mean();
            }
        );
    }

    private static float[] LogFrequencies(Interactions data)
    {
        var counts = new double[data.Items + 1];
        foreach (var row in data.All)
            counts[row.Item + 1]++;
        return [.. counts.Select(count => (float)Math.Log((count + 1) / (data.Count + counts.Length)))];
    }
}
