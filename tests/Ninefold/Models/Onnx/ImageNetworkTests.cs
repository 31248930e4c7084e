using Ninefold.Data.Storage;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Onnx;

public class ImageNetworkTests
{
    // The softmax of an image's two rows of pixels, added up.
    private static readonly ImageNetwork Network = new(
        new OnnxModel(
            new OnnxGraph(
                [
                    new("ReduceSum", ["pixels", "axes"], ["sums"], ("keepdims", 0L)),
                    new("Softmax", ["sums"], ["answer"], ("axis", -1L)),
                ],
                [OnnxTensor.Of("axes", [2], (ReadOnlySpan<long>)[1, 3])],
                [new("pixels", OnnxType.Float, "batch", "1", "2", "3")],
                [new("answer", OnnxType.Float, "batch", "2")]
            ).Write()
        ),
        new(1, 2, 3),
        Classes: 2
    );

    private static readonly float[] Image = [1, 0, 1, 0, 1, 0]; // 2 and 1

    [Fact]
    public void Its_answer_is_a_probability_a_class_and_its_score_what_is_expected()
    {
        var probabilities = new double[2];
        Network.Probabilities(Image, probabilities);
        Assert.Equal(1 / (1 + Math.Exp(-1)), probabilities[0], 1e-6);
        Assert.Equal(1, probabilities.Sum(), 1e-6);
        Assert.Equal(6, Network.Width);
        var scores = new double[2];
        ((ITabularModel)Network).Score([.. Image, .. new float[6]], scores);
        Assert.Equal(probabilities[1], scores[0]);
        Assert.Equal(.5, scores[1], 1e-6);
        Assert.Throws<ArgumentException>(() => Network.Probabilities(new float[5], probabilities));
    }

    [Fact]
    public void It_is_saved_with_its_network()
    {
        var loaded = PartSerializer.Read<ImageNetwork>(PartSerializer.Write(Network));
        var (first, again) = (new double[2], new double[2]);
        Network.Probabilities(Image, first);
        loaded.Probabilities(Image, again);
        Assert.Equal(first, again);
        Assert.Equal(Network.Shape, loaded.Shape);
    }

    [Fact]
    public void Its_cost_is_counted_for_one_image() => Assert.True(Network.Cost()!.Operations is > 0 and < 100);
}
