using System.Globalization;
using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace Ninefold.Models.Onnx;

/// <summary>One operation.</summary>
/// <param name="Type">As ONNX names it, such as <c>MatMul</c>.</param>
/// <param name="Inputs">Names of values.</param>
/// <param name="Outputs">Names of values.</param>
/// <param name="Attributes">Names with a <see cref="long"/>, a <see cref="float"/>, a string, or an array of longs.</param>
internal sealed record OnnxNode(
    string Type,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    params (string Name, object Value)[] Attributes
);

/// <summary>An input or output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Shape">Each axis: a number, or a name where it is known only when running.</param>
internal sealed record OnnxValue(string Name, OnnxType Type, params string[] Shape);

/// <summary>
/// A network as ONNX stores it, written in the protocol-buffer format of https://onnx.ai/onnx/repo-docs/IR.html.
/// </summary>
/// <param name="Nodes">Operations, each after those it reads.</param>
/// <param name="Weights">Named constants.</param>
/// <param name="Inputs">What it is given.</param>
/// <param name="Outputs">What it answers.</param>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxTensor> Weights,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs
)
{
    private const int FormatVersion = 8;
    private const int OperatorVersion = 17;

    /// <summary>The file.</summary>
    public byte[] Write() =>
        Message(model =>
        {
            Put(model, 1, FormatVersion);
            Put(model, 2, "ninefold");
            Put(
                model,
                7,
                graph =>
                {
                    foreach (var node in Nodes)
                        Put(graph, 1, message => Write(message, node));
                    Put(graph, 2, "network");
                    foreach (var weight in Weights)
                        Put(graph, 5, message => Write(message, weight));
                    foreach (var input in Inputs)
                        Put(graph, 11, message => Write(message, input));
                    foreach (var output in Outputs)
                        Put(graph, 12, message => Write(message, output));
                }
            );
            Put(model, 8, operators => Put(operators, 2, OperatorVersion));
        });

    private static void Write(CodedOutputStream message, OnnxNode node)
    {
        foreach (var input in node.Inputs)
            Put(message, 1, input);
        foreach (var output in node.Outputs)
            Put(message, 2, output);
        Put(message, 4, node.Type);
        foreach (var (name, value) in node.Attributes)
            Put(message, 5, attribute => Write(attribute, name, value));
    }

    private static void Write(CodedOutputStream attribute, string name, object value)
    {
        Put(attribute, 1, name);
        switch (value)
        {
            case float number:
                attribute.WriteTag(2, WireType.Fixed32);
                attribute.WriteFloat(number);
                Put(attribute, 20, 1);
                break;
            case long number:
                Put(attribute, 3, number);
                Put(attribute, 20, 2);
                break;
            case string text:
                Put(attribute, 4, text);
                Put(attribute, 20, 3);
                break;
            case long[] numbers:
                foreach (var number in numbers)
                    Put(attribute, 8, number);
                Put(attribute, 20, 7);
                break;
            default:
                throw new NotSupportedException($"Attribute '{name}' is a {value.GetType().Name}.");
        }
    }

    private static void Write(CodedOutputStream message, OnnxTensor tensor)
    {
        foreach (var length in tensor.Shape)
            Put(message, 1, length);
        Put(message, 2, (long)tensor.Type);
        Put(message, 8, tensor.Name);
        message.WriteTag(9, WireType.LengthDelimited);
        message.WriteBytes(UnsafeByteOperations.UnsafeWrap(tensor.Data));
    }

    private static void Write(CodedOutputStream message, OnnxValue value)
    {
        Put(message, 1, value.Name);
        Put(
            message,
            2,
            type =>
                Put(
                    type,
                    1,
                    tensor =>
                    {
                        Put(tensor, 1, (long)value.Type);
                        Put(
                            tensor,
                            2,
                            shape =>
                            {
                                foreach (var axis in value.Shape)
                                    Put(shape, 1, dimension => WriteAxis(dimension, axis));
                            }
                        );
                    }
                )
        );
    }

    private static void WriteAxis(CodedOutputStream dimension, string axis)
    {
        if (long.TryParse(axis, CultureInfo.InvariantCulture, out var length))
            Put(dimension, 1, length);
        else
            Put(dimension, 2, axis);
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var message = new CodedOutputStream(bytes, leaveOpen: true))
            write(message);
        return bytes.ToArray();
    }

    /// <summary>Writes a message within a message.</summary>
    public static void Put(CodedOutputStream message, int field, Action<CodedOutputStream> write)
    {
        message.WriteTag(field, WireType.LengthDelimited);
        message.WriteBytes(UnsafeByteOperations.UnsafeWrap(Message(write)));
    }

    /// <summary>Writes a text.</summary>
    public static void Put(CodedOutputStream message, int field, string text)
    {
        message.WriteTag(field, WireType.LengthDelimited);
        message.WriteString(text);
    }

    private static void Put(CodedOutputStream message, int field, long number)
    {
        message.WriteTag(field, WireType.Varint);
        message.WriteInt64(number);
    }
}
