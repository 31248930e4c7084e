using Ninefold.Metrics.Cost;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A network that scores rows of a table: one input of floats, rows by columns, in which NaN is a missing value, and one
/// output of a number a row.
/// </summary>
/// <param name="Width">How many columns it expects, at least 1.</param>
/// <param name="Network">The network.</param>
public sealed record OnnxTabularModel(int Width, OnnxModel Network) : ITabularModel, ICostedModel
{
    // Larger blocks are no faster, and the memory of a run is kept.
    private const int BlockRows = 1024;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        Span<float> answers = stackalloc float[Math.Min(BlockRows, scores.Length)];
        for (var row = 0; row < scores.Length; row += BlockRows)
        {
            var count = Math.Min(BlockRows, scores.Length - row);
            Network.Run(rows.Slice(row * Width, count * Width), [count, Width], answers[..count]);
            for (var i = 0; i < count; i++)
                scores[row + i] = answers[i];
        }
    }

    /// <inheritdoc/>
    public ModelCost? Cost() => OnnxCost.Of(Network, OnnxTensor.Of(Network.Inputs[0], [1, Width], new float[Width]));
}
