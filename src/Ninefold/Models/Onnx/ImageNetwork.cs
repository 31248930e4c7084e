using System.Text.Json.Serialization;
using Ninefold.Data;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A network that says what an image shows: what a convolutional classifier leaves behind. A row is the pixels of an image, as
/// they were in training. Plain data; safe for concurrent use.
/// </summary>
/// <param name="Network">One input of floats (batch, channels, height, width); one output of probabilities (batch, classes).</param>
/// <param name="Shape">The shape of the images.</param>
/// <param name="Classes">How many classes there are, at least 2.</param>
public sealed record ImageNetwork(OnnxModel Network, ImageShape Shape, int Classes) : IClassModel, ICostedModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Shape.Pixels;

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        Span<float> answer = stackalloc float[Classes];
        Network.Run(row, [1, Shape.Channels, Shape.Height, Shape.Width], answer);
        for (var k = 0; k < answer.Length; k++)
            probabilities[k] = answer[k];
    }

    /// <inheritdoc/>
    public ModelCost? Cost() =>
        OnnxCost.Of(
            Network,
            OnnxTensor.Of(Network.Inputs[0], [1, Shape.Channels, Shape.Height, Shape.Width], new float[Shape.Pixels])
        );
}
