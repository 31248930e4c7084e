using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tables;

/// <summary>
/// Layers that press a row through a narrow middle and restore it (Hinton and Salakhutdinov, 2006). The score is the mean
/// squared error of what is restored, quantities standardised and categories as 0 and 1: rows unlike those of the training score
/// high. Learns without labels.
/// </summary>
/// <param name="Middle">Numbers in the middle, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
public sealed record Autoencoder(int Middle = 4, double Dropout = 0) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("autoencoder", Parameters.AtLeast(Middle, 1), Parameters.Within(Dropout, 0, 1));

    /// <summary>Layers down to the middle, outputs of each, at least 1; they are mirrored on the way up.</summary>
    public IReadOnlyList<int> Hidden
    {
        get;
        init => field = DeepPart.Check(value);
    } = [16];

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new();

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public OnnxTabularModel Fit(TabularData data, TrainingContext context)
    {
        data.Train.Check("training");
        var network = new Network();
        var input = TableInput.Of(data.Train);
        var (row, width) = (input.Plain(), input.QuantityCount + input.CodeCount);
        var (inner, last) = network.Stack(row, width, Hidden, Activation.Relu, Dropout);
        (inner, last) = network.Stack(
            network.Linear(inner, last, Middle),
            Middle,
            [.. Hidden.Reverse()],
            Activation.Relu,
            Dropout
        );
        var wrong = network.Linear(inner, last, width).Minus(row);
        var error = wrong.Times(wrong).Mean(1);
        return TableNetwork.Fit(
            network,
            error,
            data,
            context,
            Training,
            (state, part, rows, training) => state.Run([error], TableNetwork.Batch(part, rows), training)[0]
        );
    }
}
