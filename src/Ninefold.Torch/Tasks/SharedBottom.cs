using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tasks;

/// <summary>
/// Layers of neurons that all tasks share, and a few of its own for every task (Caruana, 1997, "Multitask learning"): a task
/// with few labels sees what the others have learned.
/// </summary>
/// <param name="Tasks">What is predicted, at least one.</param>
/// <param name="Width">Numbers a learned vector of a category, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
public sealed record SharedBottom(IReadOnlyList<TaskHead> Tasks, int Width = 8, double Dropout = 0)
    : ITrainer<TaskData, OnnxTaskModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "shared-bottom",
            TaskHeads.Fault(Tasks),
            Parameters.AtLeast(Width, 1),
            Parameters.Within(Dropout, 0, 1)
        );

    /// <summary>Layers that are shared, outputs of each, at least 1.</summary>
    public IReadOnlyList<int> Hidden
    {
        get;
        init => field = DeepPart.Check(value);
    } = [64];

    /// <summary>Layers of every task's own, outputs of each, at least 1; none for a linear answer from what is shared.</summary>
    public IReadOnlyList<int> Towers
    {
        get;
        init => field = DeepPart.Check(value);
    } = [16];

    /// <summary>How it is trained.</summary>
    public NeuralTraining Training { get; init; } = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public OnnxTaskModel Fit(TaskData data, TrainingContext context) =>
        new TaskNetwork(Name, Tasks, Training).Fit(data, context, Build);

    private Node[] Build(Network network, TableInput input)
    {
        var (x, width) = input.Embed(network, Width);
        var (shared, last) = network.Stack(x, width, Hidden, Activation.Relu, Dropout);
        return [.. Tasks.Select(_ => Tower(network, shared, last, Towers, Dropout))];
    }

    /// <summary>The score (batch, 1) of one task.</summary>
    internal static Node Tower(Network network, Node x, long width, IReadOnlyList<int> layers, double dropout)
    {
        var (own, last) = network.Stack(x, width, layers, Activation.Relu, dropout);
        return network.Linear(own, last, 1);
    }
}
