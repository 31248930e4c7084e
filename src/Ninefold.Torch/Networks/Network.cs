using Ninefold.Models.Onnx;

namespace Ninefold.Torch.Networks;

/// <summary>Weights and inputs in the making; layers add to it. Plain data, which loads nothing native.</summary>
internal sealed class Network
{
    private readonly List<Weight> weights = [];
    private readonly Dictionary<string, int> layers = [];
    private string layer = "network";
    private int inLayer;

    /// <summary>All that is learned or follows the training, in the order in which it was added.</summary>
    public IReadOnlyList<Weight> Weights => weights;

    /// <summary>An input of floats.</summary>
    /// <param name="shape">Each axis: a number, or a name where any length will do.</param>
    public static Node Floats(string name, params string[] shape) => new(new Given(name, OnnxType.Float, shape));

    /// <summary>An input of ids or codes.</summary>
    /// <inheritdoc cref="Floats"/>
    public static Node Ids(string name, params string[] shape) => new(new Given(name, OnnxType.Int64, shape));

    /// <summary>Numbers that never change.</summary>
    public static Node Numbers(ReadOnlySpan<long> shape, ReadOnlySpan<float> values) =>
        new(new Constant(OnnxTensor.Of("", shape, values)));

    /// <summary>A single number.</summary>
    public static Node Number(double value) => Numbers([], [(float)value]);

    /// <summary>Begins a layer: what is added next is named after it, such as <c>linear-2.0</c>.</summary>
    /// <param name="kind">Without a full stop.</param>
    public void Begin(string kind)
    {
        layers[kind] = layers.GetValueOrDefault(kind) + 1;
        (layer, inLayer) = ($"{kind}-{layers[kind]}", 0);
    }

    /// <summary>Learned numbers.</summary>
    /// <param name="deviation">Of the normal distribution that they are drawn from; 0 where all are the mean.</param>
    public Node Learned(long[] shape, double deviation, double mean = 0) => Add(shape, mean, deviation, true);

    /// <summary>Numbers that follow the training, such as a running mean.</summary>
    public Node Followed(long[] shape, double value) => Add(shape, value, 0, false);

    private Node Add(long[] shape, double mean, double deviation, bool isLearned)
    {
        var weight = new Weight($"{layer}.{inLayer++}", shape, mean, deviation, isLearned);
        weights.Add(weight);
        return new(weight);
    }
}
