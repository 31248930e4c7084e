using Ninefold.Data.Storage;
using Ninefold.Models.Onnx;

namespace Ninefold.Tests.Models.Onnx;

public class EncoderNetworkTests
{
    // The sum of the rows of a table, of four tokens (0 for none) and two numbers.
    private static readonly EncoderNetwork Network = new(
        new OnnxModel(
            new OnnxGraph(
                [
                    new("Gather", ["table", "tokens"], ["rows"]),
                    new("ReduceSum", ["rows", "axis"], ["text"], ("keepdims", 0L)),
                ],
                [
                    OnnxTensor.Of("axis", [1], (ReadOnlySpan<long>)[1]),
                    OnnxTensor.Of("table", [4, 2], (ReadOnlySpan<float>)[9, 9, 1, 0, 0, 1, .5f, .25f]),
                ],
                [new("tokens", OnnxType.Int64, "batch", "length")],
                [new("text", OnnxType.Float, "batch", "2")]
            ).Write()
        ),
        Tokens: 3,
        Width: 2,
        Longest: 3
    );

    [Fact]
    public void Tokens_are_read_by_their_numbers()
    {
        Assert.Equal([1f, 0f], Network.Encode([0]));
        Assert.Equal([1.5f, 1.25f], Network.Encode([0, 1, 2]));
    }

    [Fact]
    public void Unknown_tokens_are_passed_over_and_what_is_too_long_is_cut()
    {
        Assert.Equal(Network.Encode([1]), Network.Encode([-1, 1, 3, int.MaxValue]));
        Assert.Equal(Network.Encode([0, 0, 0]), Network.Encode([0, 0, 0, 1, 2]));
        Assert.Equal(new float[2], Network.Encode([7]));
        Assert.Equal(new float[2], Network.Encode([]));
    }

    [Fact]
    public void It_is_saved_with_its_network()
    {
        var loaded = PartSerializer.Read<EncoderNetwork>(PartSerializer.Write(Network));
        Assert.Equal(Network.Encode([2, 0]), loaded.Encode([2, 0]));
    }
}
