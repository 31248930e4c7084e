using System.Text.RegularExpressions;
using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace Ninefold.Models.Onnx;

/// <summary>One layer of a file.</summary>
/// <param name="Type">As ONNX names it.</param>
/// <param name="Inputs">Names of values; empty where one is left out.</param>
/// <param name="Outputs">Names of values.</param>
/// <param name="Transposed">Of <c>Gemm</c>: whether the first matrix is taken across.</param>
/// <param name="Kernel">Of pooling: the positions that one output reads; else 1.</param>
internal sealed record OnnxLayer(
    string Type,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    bool Transposed,
    long Kernel
);

/// <summary>Numbers that a file holds.</summary>
/// <param name="Name">The name of the value.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="IsLearned">False for shapes and places, which are whole numbers.</param>
/// <param name="Data">As they lie in memory; empty where the file lists them one by one.</param>
internal sealed record OnnxWeight(string Name, long[] Shape, bool IsLearned, byte[] Data);

/// <summary>The layers and weights of an ONNX file, by the numbers of https://onnx.ai/onnx/repo-docs/IR.html.</summary>
/// <param name="Nodes">In the order of the file.</param>
/// <param name="Weights">In the order of the file.</param>
/// <param name="Outputs">Names of what the network answers.</param>
internal sealed partial record OnnxLayers(
    IReadOnlyList<OnnxLayer> Nodes,
    IReadOnlyList<OnnxWeight> Weights,
    IReadOnlyList<string> Outputs
)
{
    // 32-bit whole numbers, 64-bit ones, strings and truth.
    private static readonly long[] Whole = [6, 7, 8, 9];

    /// <summary>
    /// The weights of layers, as networks that were trained here name them, such as <c>linear-2.0</c>; none of a file from
    /// elsewhere.
    /// </summary>
    public IReadOnlyList<OnnxWeight> Named => [.. Weights.Where(w => w.IsLearned && OfLayer().IsMatch(w.Name))];

    public static OnnxLayers Read(byte[] model)
    {
        var nodes = new List<OnnxLayer>();
        var weights = new List<OnnxWeight>();
        var outputs = new List<string>();
        foreach (var (field, graph) in Fields(model))
            if (field == 7)
                foreach (var (part, bytes) in Fields(graph.Memory))
                    if (part == 1)
                        nodes.Add(Layer(bytes.Memory));
                    else if (part == 5)
                        weights.Add(Weight(bytes.Memory));
                    else if (part == 12)
                        outputs.Add(Fields(bytes.Memory).First(f => f.Field == 1).Value.ToStringUtf8());
        return new(nodes, weights, outputs);
    }

    /// <summary>The file of a network that answers every value too: a protocol buffer is merged with what follows it.</summary>
    public byte[] WithAllOutputs(byte[] model)
    {
        using var bytes = new MemoryStream();
        bytes.Write(model);
        using (var message = new CodedOutputStream(bytes, leaveOpen: true))
            foreach (var name in Nodes.SelectMany(n => n.Outputs).Where(n => n.Length > 0).Except(Outputs))
                OnnxGraph.Put(message, 7, graph => OnnxGraph.Put(graph, 12, output => OnnxGraph.Put(output, 1, name)));
        return bytes.ToArray();
    }

    [GeneratedRegex(@"^[a-z-]+-\d+\.\d+$")]
    private static partial Regex OfLayer();

    private static OnnxLayer Layer(ReadOnlyMemory<byte> node)
    {
        var (type, inputs, outputs) = ("", new List<string>(), new List<string>());
        var (transposed, kernel) = (false, 1L);
        foreach (var (field, value) in Fields(node))
            switch (field)
            {
                case 1:
                    inputs.Add(value.ToStringUtf8());
                    break;
                case 2:
                    outputs.Add(value.ToStringUtf8());
                    break;
                case 4:
                    type = value.ToStringUtf8();
                    break;
                case 5 when Attribute(value.Memory) is var (name, numbers):
                    transposed |= name == "transA" && numbers is [not 0];
                    kernel = name == "kernel_shape" ? numbers.Aggregate(1L, (a, b) => a * b) : kernel;
                    break;
            }
        return new(type, inputs, outputs, transposed, kernel);
    }

    private static (string Name, long[] Numbers) Attribute(ReadOnlyMemory<byte> attribute)
    {
        var (name, numbers) = ("", new List<long>());
        using var message = new CodedInputStream(attribute.ToArray());
        while (message.ReadTag() is not 0 and var tag)
            switch (GetTagFieldNumber(tag))
            {
                case 1:
                    name = message.ReadString();
                    break;
                case 3:
                    numbers.Add(message.ReadInt64());
                    break;
                case 8:
                    ReadNumbers(message, tag, numbers);
                    break;
                default:
                    message.SkipLastField();
                    break;
            }
        return (name, [.. numbers]);
    }

    private static OnnxWeight Weight(ReadOnlyMemory<byte> tensor)
    {
        var (name, shape, type, data) = ("", new List<long>(), 0L, Array.Empty<byte>());
        using var message = new CodedInputStream(tensor.ToArray());
        while (message.ReadTag() is not 0 and var tag)
            switch (GetTagFieldNumber(tag))
            {
                case 1:
                    ReadNumbers(message, tag, shape);
                    break;
                case 2:
                    type = message.ReadInt64();
                    break;
                case 8:
                    name = message.ReadString();
                    break;
                case 9:
                    data = message.ReadBytes().ToByteArray();
                    break;
                default:
                    message.SkipLastField();
                    break;
            }
        return new(name, [.. shape], !Whole.Contains(type), data);
    }

    // Some writers pack them into one field.
    private static void ReadNumbers(CodedInputStream message, uint tag, List<long> numbers)
    {
        if (GetTagWireType(tag) != WireType.LengthDelimited)
        {
            numbers.Add(message.ReadInt64());
            return;
        }
        using var packed = new CodedInputStream(message.ReadBytes().ToByteArray());
        while (!packed.IsAtEnd)
            numbers.Add(packed.ReadInt64());
    }

    /// <summary>The fields that hold bytes: messages and strings.</summary>
    private static IEnumerable<(int Field, ByteString Value)> Fields(ReadOnlyMemory<byte> bytes)
    {
        using var message = new CodedInputStream(bytes.ToArray());
        while (message.ReadTag() is not 0 and var tag)
            if (GetTagWireType(tag) == WireType.LengthDelimited)
                yield return (GetTagFieldNumber(tag), message.ReadBytes());
            else
                message.SkipLastField();
    }
}
