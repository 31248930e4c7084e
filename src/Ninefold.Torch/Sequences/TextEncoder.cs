using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Sequences;

/// <summary>
/// Two towers for texts that share all weights (Huang et al., 2013, "DSSM"; Karpukhin et al., 2020): queries and documents
/// become vectors that meet in an inner product. A text is the sum of its tokens' vectors, each by a learned weight, and a
/// layer with a bridge around it. The negatives of a pair are the documents of the others in its batch, with the logarithm
/// of their frequency taken off (Yi et al., 2019). With patience, every tenth pair is held out to stop by. It gives a model of
/// other last bits on another number of threads.
/// </summary>
/// <param name="Width">Numbers a vector, at least 1.</param>
/// <param name="Longest">How many tokens of a text are read, at least 1.</param>
/// <param name="Temperature">What scores are divided by in training, above 0: smaller is stricter.</param>
/// <param name="LogFrequency">How much of the logarithm of frequency is taken off, 0 to 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
public sealed record TextEncoder(
    int Width = 64,
    int Longest = 128,
    double Temperature = .05,
    double LogFrequency = 1,
    double Dropout = .1
) : ITrainer<TextPairs, EncoderNetwork>
{
    private const string Tokens = "tokens";
    private const int HeldOut = 10;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "text-encoder",
            Parameters.AtLeast(Width, 1),
            Parameters.AtLeast(Longest, 1),
            Parameters.Above(Temperature, 0),
            LogFrequency is >= 0 and <= 1 ? null : $"LogFrequency must be 0 to 1, got {LogFrequency}",
            Parameters.Within(Dropout, 0, 1)
        );

    /// <summary>What it makes small.</summary>
    public PairLoss Loss { get; init; }

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new(Epochs: 20, BatchSize: 128);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The pairs do not fit; all faults are named.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public EncoderNetwork Fit(TextPairs data, TrainingContext context)
    {
        data.Check(Width);
        context.Cancellation.ThrowIfCancellationRequested();
        var (network, ids) = (new Network(), Network.Ids(Tokens, "batch", "length"));
        var vectors = network.Table(data.Tokens + 1, Width, deviation: .1);
        var weights = network.Table(data.Tokens + 1, 1, deviation: 0).LookUp(ids).Sigmoid(); // (batch, length, 1)
        var there = ids.IsNotZero().Reshape(0, 0, 1);
        var sum = vectors.LookUp(ids).Times(weights).Times(there).Sum(1).Unit(); // (batch, width)
        var deep = network.Linear(network.Linear(sum, Width, 2 * Width).Relu().Dropout(Dropout), 2 * Width, Width);
        var text = sum.Plus(deep).Unit();
        using var state = new NetworkState(network, context.Seed);
        if (data.Vectors is { } known)
            state.Restore([
                [.. new float[Width], .. known],
                .. state.Save()[1..],
            ]);
        var pairs = data
            .Pairs.Index()
            .ToLookup(p => Training.Patience > 0 && p.Index % HeldOut == HeldOut - 1, p => p.Item);
        var (learned, asked) = (pairs[false].ToArray(), pairs[true].ToArray());
        var frequencies = data.LogFrequencies();
        new TrainingLoop(state, Training, context).Run(
            new(
                learned.Length,
                rows =>
                {
                    var some = rows.Select(row => learned[row]).ToArray();
                    var off = tensor(some.Select(p => frequencies[p.Document]).ToArray()).Times(LogFrequency);
                    return Losses
                        .Pairs(
                            Loss,
                            Encode(state, text, some.Select(p => data.Queries[p.Query]), training: true),
                            Encode(state, text, some.Select(p => data.Documents[p.Document]), training: true),
                            Temperature,
                            off
                        )
                        .mean();
                },
                asked.Length == 0 ? null : () => ReciprocalRank(state, text, data, asked),
                context.Threads
            )
        );
        return new(new(OnnxExport.Write(text, state, "batch", $"{Width}")), data.Tokens, Width, Longest);
    }

    private Tensor Encode(NetworkState state, Node text, IEnumerable<int[]> texts, bool training) =>
        state.Run([text], new Dictionary<string, Tensor> { [Tokens] = TextPairs.Ids([.. texts], Longest) }, training)[
            0
        ];

    /// <summary>The mean of 1 / the place of the right document among all that the held-out pairs have.</summary>
    private double ReciprocalRank(NetworkState state, Node text, TextPairs data, (int Query, int Document)[] asked)
    {
        int[] documents = [.. asked.Select(p => p.Document).Distinct()];
        var scores = Encode(state, text, asked.Select(p => data.Queries[p.Query]), training: false)
            .matmul(Encode(state, text, documents.Select(d => data.Documents[d]), training: false).t());
        var right = asked.Select(p => (long)Array.IndexOf(documents, p.Document)).ToArray();
        var above = scores.gt(scores.gather(1, tensor(right, [right.Length, 1]))).sum(1).data<long>().ToArray();
        return above.Average(place => 1.0 / (place + 1));
    }
}
