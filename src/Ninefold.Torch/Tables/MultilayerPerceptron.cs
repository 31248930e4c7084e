using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tables;

/// <summary>
/// Layers of neurons over standardised quantities and learned vectors of categories (Rumelhart et al., 1986). Takes missing
/// values as they are; a category that was never seen counts as missing.
/// </summary>
/// <param name="Loss">What is minimised.</param>
/// <param name="Width">Numbers a learned vector of a category, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
/// <param name="Activation">What each neuron does with its sum.</param>
public sealed record MultilayerPerceptron(
    Loss Loss = Loss.BinaryCrossEntropy,
    int Width = 8,
    double Dropout = 0,
    Activation Activation = Activation.Relu
) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("mlp", Parameters.AtLeast(Width, 1), Parameters.Within(Dropout, 0, 1));

    /// <summary>Layers of the deep part, outputs of each, at least 1; none for no deep part.</summary>
    public IReadOnlyList<int> Hidden
    {
        get;
        init => field = DeepPart.Check(value);
    } = [64, 32];

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new();

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public OnnxTabularModel Fit(TabularData data, TrainingContext context) =>
        TableNetwork.Fit(Name, data, context, Training, Loss, Build);

    private Node Build(Network network, TableInput input)
    {
        var (x, width) = input.Embed(network, Width);
        var (deep, last) = network.Stack(x, width, Hidden, Activation, Dropout);
        return network.Linear(deep, last, 1);
    }
}
