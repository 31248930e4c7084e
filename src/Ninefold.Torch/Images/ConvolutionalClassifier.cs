using Ninefold.Data.Sampling;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Images;

/// <summary>
/// What an image shows, by convolutions (LeCun, Bottou, Bengio and Haffner, 1998, "LeNet-5"): blocks of a convolution, a norm
/// over the batch (Ioffe and Szegedy, 2015), max(x, 0) and the largest of each square of two; then dense layers. Pixels are
/// standardised channel by channel within the network. Unlike other trainers it gives a model of other last bits on another
/// number of threads.
/// </summary>
/// <param name="Size">The side of the square that a convolution sees, odd, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed before each dense layer in training, in [0, 1).</param>
/// <param name="Smoothing">Share of a label that is spread over all classes, in [0, 1).</param>
public sealed record ConvolutionalClassifier(int Size = 3, double Dropout = .3, double Smoothing = 0)
    : ITrainer<ImageData, ImageNetwork>
{
    private const string Pixels = "pixels";

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "convolutional-classifier",
            Size >= 1 && Size % 2 == 1 ? null : $"Size must be odd and at least 1, got {Size}",
            Parameters.Within(Dropout, 0, 1),
            Parameters.Within(Smoothing, 0, 1)
        );

    /// <summary>
    /// How many maps each block makes, at least 1; each halves the image, so that there are few. None for dense layers alone.
    /// </summary>
    public IReadOnlyList<int> Maps
    {
        get;
        init => field = Checked(nameof(Maps), value);
    } = [32, 64];

    /// <summary>Outputs of the dense layers before the last, at least 1 each; none for none.</summary>
    public IReadOnlyList<int> Hidden
    {
        get;
        init => field = Checked(nameof(Hidden), value);
    } = [128];

    /// <summary>How images are changed in training; null where they are taken as they are.</summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new(BatchSize: 128);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The images do not fit; all faults are named.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public ImageNetwork Fit(ImageData data, TrainingContext context)
    {
        data.Check(Maps.Count);
        var (network, shape) = (new Network(), data.Train.Shape);
        var (means, deviations) = data.Train.Spread();
        Node OfChannels(float[] values) => Network.Numbers([shape.Channels, 1, 1], values);
        var x = Network
            .Floats(Pixels, "batch", $"{shape.Channels}", $"{shape.Height}", $"{shape.Width}")
            .Minus(OfChannels(means))
            .Over(OfChannels(deviations));
        var (from, height, width) = (shape.Channels, shape.Height, shape.Width);
        foreach (var maps in Maps)
        {
            x = network.Convolve2d(x, from, maps, Size, padding: Size / 2); // (batch, maps, height, width)
            x = network.BatchNorm(x, maps).Relu().MaxPool2d(2);
            (from, height, width) = (maps, height / 2, width / 2);
        }
        var classes = data.Train.Labels.Max() + 1;
        var flat = x.Reshape(0, -1).Dropout(Dropout);
        var (deep, last) = network.Stack(flat, from * height * width, Hidden, Activation.Relu, Dropout);
        var scores = network.Linear(deep, last, classes);
        using var state = new NetworkState(network, context.Seed);
        var training = new ClassTraining(Pixels, scores, classes, Smoothing);
        var (learned, asked) = (data.Train.Examples(Augmentation), data.Validation.Examples(null));
        return new(new(training.Fit(state, learned, asked, Training, context)), shape, classes);
    }

    private static IReadOnlyList<int> Checked(string name, IReadOnlyList<int> widths) =>
        widths.All(width => width >= 1)
            ? widths
            : throw new ArgumentException(
                $"convolutional-classifier: {name} must be numbers of at least 1, got [{string.Join(", ", widths)}]."
            );
}
