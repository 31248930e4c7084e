using Ninefold.Models.Onnx;
using static TorchSharp.torch;

namespace Ninefold.Torch.Networks;

/// <summary>One value of a network, and how it comes about. Building one loads nothing native.</summary>
/// <param name="origin">Where the value comes from.</param>
/// <param name="inputs">What it is computed from.</param>
internal sealed class Node(Origin origin, params IReadOnlyList<Node> inputs)
{
    public Origin Origin { get; } = origin;

    public IReadOnlyList<Node> Inputs { get; } = inputs;

    /// <summary>These values and all they need, each after what it is computed from.</summary>
    public static IReadOnlyList<Node> InOrder(IEnumerable<Node> outputs)
    {
        var (order, seen) = (new List<Node>(), new HashSet<Node>());
        foreach (var output in outputs)
            Visit(output);
        return order;

        void Visit(Node node)
        {
            if (!seen.Add(node))
                return;
            foreach (var input in node.Inputs)
                Visit(input);
            order.Add(node);
        }
    }
}

/// <summary>Where a value comes from.</summary>
internal abstract record Origin;

/// <summary>It is given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Shape">Each axis: a number, or a name where any length will do.</param>
internal sealed record Given(string Name, OnnxType Type, params string[] Shape) : Origin;

/// <summary>It is learned, or follows the training, such as a running mean.</summary>
/// <param name="Name">Distinct within a network.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Mean">Of the normal distribution that it is drawn from at first.</param>
/// <param name="Deviation">Of that distribution; 0 where all are the mean.</param>
/// <param name="IsLearned">Whether the optimiser moves it.</param>
internal sealed record Weight(string Name, long[] Shape, double Mean, double Deviation, bool IsLearned = true) : Origin
{
    public string Layer => LayerOf(Name);

    /// <summary>The layer of a weight by its name, of which it is the part before the full stop.</summary>
    public static string LayerOf(string weight) => weight[..weight.IndexOf('.', StringComparison.Ordinal)];
}

/// <summary>It never changes.</summary>
internal sealed record Constant(OnnxTensor Value) : Origin;

/// <summary>It is computed, by libtorch in training and by ONNX Runtime in serving.</summary>
/// <param name="Torch">The value of the inputs' values; the flag says whether it is in training.</param>
/// <param name="Onnx">Adds the same to a file; takes the inputs' names and gives the value's.</param>
internal sealed record Computed(Func<Tensor[], bool, Tensor> Torch, Func<OnnxExport, string[], string> Onnx) : Origin
{
    /// <summary>Whether it is a product of matrices, which may be trained in bfloat16.</summary>
    public bool IsProduct { get; init; }

    /// <summary>What ONNX has as one operation.</summary>
    public static Node By(
        string type,
        Func<Tensor[], Tensor> torch,
        IReadOnlyList<Node> inputs,
        params (string, object)[] attributes
    ) => new(new Computed((values, _) => torch(values), (onnx, names) => onnx.Add(type, names, attributes)), inputs);
}
