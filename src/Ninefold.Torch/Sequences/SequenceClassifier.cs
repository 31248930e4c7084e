using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Sequences;

/// <summary>
/// The class of a sequence of tokens, such as the topic of a question: tokens become vectors, which are read by convolutions (Kim,
/// 2014, "Convolutional Neural Networks for Sentence Classification"), recurrent layers or a transformer encoder, and what
/// comes of it meets one dense layer. Unlike other trainers it gives a model of other last bits on another number of threads.
/// </summary>
/// <param name="Reader">How sequences are read.</param>
/// <param name="Width">Numbers a token's vector, at least 1.</param>
/// <param name="Hidden">
/// Filters of each window size, or states of each direction, at least 1; a transformer is as wide as the tokens' vectors.
/// </param>
/// <param name="Longest">How many tokens of a sequence are read, at least 1.</param>
/// <param name="Blocks">Attentions on one another, at least 1; of a transformer.</param>
/// <param name="Heads">Attentions side by side, at least 1; of a transformer, whose width is a multiple.</param>
/// <param name="Dropout">
/// Share of numbers zeroed in training, in [0, 1): of what the last layer sees, and, except by convolutions, of the tokens' vectors.
/// </param>
/// <param name="Smoothing">Share of a label that is spread over all classes, in [0, 1).</param>
/// <param name="FreezeVectors">Whether the tokens' vectors stay as they are given.</param>
public sealed record SequenceClassifier(
    SequenceReader Reader = SequenceReader.Convolution,
    int Width = 100,
    int Hidden = 100,
    int Longest = 64,
    int Blocks = 1,
    int Heads = 4,
    double Dropout = .5,
    double Smoothing = 0,
    bool FreezeVectors = false
) : ITrainer<SequenceData, SequenceNetwork>
{
    private const string Tokens = "tokens";

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            $"{Reader.ToString().ToLowerInvariant()}-classifier",
            Enum.IsDefined(Reader)
                ? null
                : $"Reader must be one of {string.Join(", ", Enum.GetNames<SequenceReader>())}, got {Reader}",
            Parameters.AtLeast(Width, 1),
            Parameters.AtLeast(Hidden, 1),
            Parameters.AtLeast(Longest, 1),
            Parameters.AtLeast(Blocks, 1),
            Parameters.AtLeast(Heads, 1),
            Parameters.Within(Dropout, 0, 1),
            Parameters.Within(Smoothing, 0, 1),
            Reader != SequenceReader.Transformer || Heads < 1 || Width % Heads == 0
                ? null
                : $"Width must be a multiple of Heads, got {Width} and {Heads}"
        );

    /// <summary>How many tokens a window of a convolution sees, at least 1 each.</summary>
    public IReadOnlyList<int> Sizes
    {
        get;
        init =>
            field =
                value.Count > 0 && value.All(size => size >= 1)
                    ? value
                    : throw new ArgumentException(
                        $"{Name}: Sizes must be numbers of at least 1, got [{string.Join(", ", value)}]."
                    );
    } = [3, 4, 5];

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new(BatchSize: 50);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The data or the vectors do not fit; all faults are named.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public SequenceNetwork Fit(SequenceData data, TrainingContext context)
    {
        data.Check(Width);
        if (FreezeVectors && data.Vectors is null && Training.Transfer is null)
            throw new ArgumentException($"{Name}: FreezeVectors needs vectors to begin with, got none.");
        var (network, ids) = (new Network(), Network.Ids(Tokens, "batch", "length"));
        var table = network.Table(data.Tokens + 1, Width, deviation: .1);
        var classes = data.Train.Labels.Max() + 1;
        var (vector, width) = Read(network, table.LookUp(ids), ids.IsNotZero());
        var scores = network.Linear(vector.Dropout(Dropout), width, classes);
        using var state = new NetworkState(network, context.Seed);
        var name = ((Weight)table.Origin).Name;
        if (data.Vectors is { } known)
            state.Restore(name, [.. new float[Width], .. known]);
        if (FreezeVectors)
            state.Freeze(name);
        var training = new ClassTraining(Tokens, scores, classes, Smoothing);
        var (learned, asked) = (
            data.Train.Examples(data.Tokens, Longest),
            data.Validation.Examples(data.Tokens, Longest)
        );
        var file = training.Fit(state, learned, asked, Training, context);
        return new(new(file), data.Tokens, classes, Longest);
    }

    private (Node Vector, int Width) Read(Network network, Node vectors, Node there)
    {
        var x = vectors.Times(there.Reshape(0, 0, 1)); // (batch, length, width)
        return Reader switch
        {
            SequenceReader.Convolution => network.Windows(x, there, Width, Hidden, Sizes),
            SequenceReader.Transformer => network.Attended(
                x,
                there,
                new(Width, Heads, Blocks, Longest, Dropout, PositionKind.Sinusoidal, Causal: false)
            ),
            _ => network.States(x.Dropout(Dropout), there, Width, Hidden, Reader == SequenceReader.Gru),
        };
    }
}
