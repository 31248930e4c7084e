using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tasks;

/// <summary>
/// Several networks side by side, of which every task mixes its own blend, row by row, by a gate (Ma et al., 2018, "Modeling
/// task relationships in multi-task learning with multi-gate mixture-of-experts"): for tasks that share less.
/// </summary>
/// <param name="Tasks">What is predicted, at least one.</param>
/// <param name="Experts">How many networks, at least 1.</param>
/// <param name="Width">Numbers a learned vector of a category, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
public sealed record MixtureOfExperts(IReadOnlyList<TaskHead> Tasks, int Experts = 4, int Width = 8, double Dropout = 0)
    : ITrainer<TaskData, OnnxTaskModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "mixture-of-experts",
            TaskHeads.Fault(Tasks),
            Parameters.AtLeast(Experts, 1),
            Parameters.AtLeast(Width, 1),
            Parameters.Within(Dropout, 0, 1)
        );

    /// <summary>Layers of every expert, outputs of each, at least 1; at least one layer.</summary>
    public IReadOnlyList<int> Hidden
    {
        get;
        init =>
            field =
                value.Count > 0
                    ? DeepPart.Check(value)
                    : throw new ArgumentException(
                        "Hidden of mixture-of-experts must have at least one layer, got none."
                    );
    } = [32];

    /// <summary>Layers of every task's own, outputs of each, at least 1; none for a linear answer from the blend.</summary>
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
        var last = Hidden[^1];
        var experts = Axes.Concat(
                1,
                [
                    .. Enumerable
                        .Range(0, Experts)
                        .Select(_ => network.Stack(x, width, Hidden, Activation.Relu, Dropout).Output),
                ]
            )
            .Reshape(0, Experts, last); // (batch, experts, last)
        return
        [
            .. Tasks.Select(_ =>
            {
                var gate = network.Linear(x, width, Experts).Softmax(1).Reshape(0, Experts, 1);
                return SharedBottom.Tower(network, experts.Times(gate).Sum(1), last, Towers, Dropout);
            }),
        ];
    }
}
