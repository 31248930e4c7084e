using System.Text;
using Google.Protobuf;

namespace Ninefold.Models.Onnx;

/// <summary>
/// Finds weights that an ONNX file keeps in other files: a file that came from elsewhere must not make a server read
/// others.
/// </summary>
internal static class ExternalData
{
    private enum Kind
    {
        Model,
        Graph,
        Node,
        Attribute,
        Tensor,
        Sparse,
        Function,
    }

    // ONNX nests graphs in graphs, for loops and branches; deeper than this is no model but an attack on the stack.
    private const int Deepest = 100;

    /// <summary>The first other file that is named.</summary>
    /// <returns>Its path; null where everything is within.</returns>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no protocol buffer.</exception>
    public static string? Find(byte[] model) => Find(Kind.Model, model, 0);

    private static string? Find(Kind kind, ReadOnlyMemory<byte> bytes, int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException($"The ONNX model nests graphs deeper than {Deepest}.");
        using var message = new CodedInputStream(bytes.ToArray());
        while (message.ReadTag() is not 0 and var tag)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            if (kind == Kind.Tensor && field == 13)
            {
                if (Location(message.ReadBytes().Memory) is { } location)
                    return location;
            }
            else if (
                WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited
                && Inner(kind, field) is { } inner
            )
            {
                if (Find(inner, message.ReadBytes().Memory, depth + 1) is { } found)
                    return found;
            }
            else
            {
                message.SkipLastField();
            }
        }
        return null;
    }

    private static Kind? Inner(Kind kind, int field) =>
        (kind, field) switch
        {
            (Kind.Model, 7) => Kind.Graph,
            (Kind.Model, 25) => Kind.Function,
            (Kind.Graph, 1) or (Kind.Function, 7) => Kind.Node,
            (Kind.Graph, 5) => Kind.Tensor,
            (Kind.Graph, 15) => Kind.Sparse,
            (Kind.Sparse, 1 or 2) => Kind.Tensor,
            (Kind.Node, 5) => Kind.Attribute,
            (Kind.Attribute, 5 or 10) => Kind.Tensor,
            (Kind.Attribute, 6 or 11) => Kind.Graph,
            (Kind.Attribute, 22 or 23) => Kind.Sparse,
            _ => null,
        };

    private static string? Location(ReadOnlyMemory<byte> entry)
    {
        using var message = new CodedInputStream(entry.ToArray());
        var (key, value) = ("", "");
        while (message.ReadTag() is not 0 and var tag)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    key = Encoding.UTF8.GetString(message.ReadBytes().Span);
                    break;
                case 2:
                    value = Encoding.UTF8.GetString(message.ReadBytes().Span);
                    break;
                default:
                    message.SkipLastField();
                    break;
            }
        }
        return key == "location" ? value : null;
    }
}
