using Ninefold.Models.Onnx;

namespace Ninefold.Torch.Networks;

/// <summary>Writes networks as ONNX, operation by operation.</summary>
internal sealed class OnnxExport
{
    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxTensor> weights = [];

    /// <summary>A network of one output as an ONNX file.</summary>
    /// <param name="output">The output.</param>
    /// <param name="state">Its weights.</param>
    /// <param name="shape">Each axis of the output: a number, or the name of an axis of an input.</param>
    public static byte[] Write(Node output, NetworkState state, params string[] shape) =>
        Write([("output", output)], state, shape);

    /// <summary>A network as an ONNX file.</summary>
    /// <param name="outputs">The outputs by name, all of one shape.</param>
    /// <param name="state">Its weights.</param>
    /// <param name="shape">Each axis of an output: a number, or the name of an axis of an input.</param>
    public static byte[] Write(
        IReadOnlyList<(string Name, Node Value)> outputs,
        NetworkState state,
        params string[] shape
    )
    {
        var export = new OnnxExport();
        var (names, inputs) = (new Dictionary<Node, string>(), new List<OnnxValue>());
        foreach (var node in Node.InOrder(outputs.Select(o => o.Value)))
            names[node] = node.Origin switch
            {
                Given given => Input(given, inputs),
                Weight weight => export.Weigh(OnnxTensor.Of(weight.Name, weight.Shape, state.Values(weight.Name))),
                Constant constant => export.Weigh(constant.Value with { Name = $"c{export.weights.Count}" }),
                Computed computed => computed.Onnx(export, [.. node.Inputs.Select(i => names[i])]),
                _ => throw new NotSupportedException($"{node.Origin.GetType().Name} has no place in an ONNX file."),
            };
        foreach (var (name, value) in outputs)
            export.nodes.Add(new("Identity", [names[value]], [name]));
        var answers = outputs.Select(o => new OnnxValue(o.Name, OnnxType.Float, shape));
        return new OnnxGraph(export.nodes, export.weights, inputs, [.. answers]).Write();
    }

    /// <summary>Adds an operation of one output.</summary>
    /// <returns>The name of the output.</returns>
    public string Add(string type, IReadOnlyList<string> inputs, params (string, object)[] attributes)
    {
        var name = $"v{nodes.Count}";
        nodes.Add(new(type, inputs, [name], attributes));
        return name;
    }

    /// <summary>Adds numbers that an operation takes as an input.</summary>
    /// <returns>Their name.</returns>
    public string Numbers(params ReadOnlySpan<long> values) =>
        Weigh(OnnxTensor.Of($"c{weights.Count}", [values.Length], values));

    private string Weigh(OnnxTensor weight)
    {
        weights.Add(weight);
        return weight.Name;
    }

    private static string Input(Given given, List<OnnxValue> inputs)
    {
        inputs.Add(new(given.Name, given.Type, given.Shape));
        return given.Name;
    }
}
