using Ninefold.Data.Storage;
using Ninefold.Models.Onnx;

namespace Ninefold.Tests.Models.Onnx;

public class SequenceNetworkTests
{
    // The softmax of the sum of the rows of a table, of three tokens and none, which adds nothing.
    private static readonly SequenceNetwork Network = new(
        new OnnxModel(
            new OnnxGraph(
                [
                    new("Gather", ["table", "tokens"], ["rows"]),
                    new("ReduceSum", ["rows", "axis"], ["sums"], ("keepdims", 0L)),
                    new("Softmax", ["sums"], ["answer"], ("axis", -1L)),
                ],
                [
                    OnnxTensor.Of("axis", [1], (ReadOnlySpan<long>)[1]),
                    OnnxTensor.Of("table", [4, 2], (ReadOnlySpan<float>)[0, 0, 1, 0, 0, 1, 2, 0]),
                ],
                [new("tokens", OnnxType.Int64, "batch", "length")],
                [new("answer", OnnxType.Float, "batch", "2")]
            ).Write()
        ),
        Tokens: 3,
        Classes: 2,
        Longest: 3
    );

    private static float[] Ask(SequenceNetwork network, params int[] tokens)
    {
        var probabilities = new float[2];
        network.Probabilities(tokens, probabilities);
        return probabilities;
    }

    [Fact]
    public void Tokens_are_read_by_their_numbers()
    {
        Assert.Equal(1 / (1 + Math.Exp(-1)), Ask(Network, 0)[0], 1e-6);
        Assert.Equal(.5, Ask(Network, 0, 1)[0], 1e-6);
    }

    [Fact]
    public void Unknown_tokens_are_passed_over_and_what_is_too_long_is_cut()
    {
        Assert.Equal(Ask(Network, 1), Ask(Network, -1, 1, 3, int.MaxValue));
        Assert.Equal(Ask(Network, 0, 0, 0), Ask(Network, 0, 0, 0, 1, 2));
        Assert.Equal([.5f, .5f], Ask(Network));
    }

    [Fact]
    public void It_is_saved_with_its_network()
    {
        var loaded = PartSerializer.Read<SequenceNetwork>(PartSerializer.Write(Network));
        Assert.Equal(Ask(Network, 2, 0), Ask(loaded, 2, 0));
        Assert.Throws<ArgumentException>(() => Network.Probabilities([0], new float[3]));
    }

    [Fact]
    public void Its_cost_is_counted_for_the_longest() => Assert.True(Network.Cost()!.Operations is > 0 and < 100);
}
