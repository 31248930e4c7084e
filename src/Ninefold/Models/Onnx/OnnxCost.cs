using Microsoft.ML.OnnxRuntime;
using Ninefold.Metrics.Cost;

namespace Ninefold.Models.Onnx;

/// <summary>
/// What a network costs: its weights are counted in the file, with its constants where it comes from elsewhere; its operations
/// by formula, layer by layer, over the shapes of a real run. Products, convolutions and recurrent layers as in <see cref="FloatingPointOperations"/>; normalisations and
/// softmax five a number; what only moves numbers nothing; whatever else one a number of its output. Layers within loops and
/// branches are not counted.
/// </summary>
internal static class OnnxCost
{
    private const long Normalising = 5;

    private static readonly HashSet<string> Moving =
    [
        "Cast",
        "Concat",
        "Constant",
        "ConstantOfShape",
        "Dropout",
        "Expand",
        "Flatten",
        "Gather",
        "GatherElements",
        "GatherND",
        "Identity",
        "Pad",
        "Range",
        "Reshape",
        "Shape",
        "Slice",
        "Split",
        "Squeeze",
        "Tile",
        "Transpose",
        "Unsqueeze",
        "Where",
    ];

    /// <param name="network">The network.</param>
    /// <param name="inputs">What one answer is given.</param>
    /// <exception cref="ArgumentException">The inputs are not those of the network.</exception>
    public static ModelCost Of(OnnxModel network, params IReadOnlyList<OnnxTensor> inputs)
    {
        var layers = OnnxLayers.Read(network.Bytes);
        var shapes = Shapes(network.Bytes, layers, inputs);
        foreach (var weight in layers.Weights)
            shapes[weight.Name] = weight.Shape;
        foreach (var input in inputs)
            shapes[input.Name] = input.Shape;
        var learned = layers.Named.Count > 0 ? layers.Named : layers.Weights.Where(w => w.IsLearned);
        return new(learned.Sum(w => Count(w.Shape)), layers.Nodes.Sum(node => Operations(node, shapes)));
    }

    private static long Operations(OnnxLayer layer, Dictionary<string, long[]> shapes)
    {
        if (Moving.Contains(layer.Type) || !shapes.TryGetValue(layer.Outputs[0], out var output))
            return 0;
        return layer.Type switch
        {
            "MatMul" or "MatMulInteger" => FloatingPointOperations.MatMul(Count(output), Of(0)[^1], 1),
            "Gemm" => FloatingPointOperations.MatMul(Count(output), Of(0)[layer.Transposed ? 0 : 1], 1),
            "Conv" => FloatingPointOperations.Convolution(Count(output), Of(1)[1], Count(Of(1).AsSpan(2))),
            "ConvTranspose" => FloatingPointOperations.Convolution(Count(Of(0)), Of(1)[1], Count(Of(1).AsSpan(2))),
            // x (length, batch, from), W (directions, gates · to, from), R (directions, gates · to, to)
            "LSTM" or "GRU" or "RNN" => 2 * Of(0)[0] * Of(0)[1] * (Count(Of(1)) + Count(Of(2))),
            "Softmax" or "LogSoftmax" or "LayerNormalization" or "BatchNormalization" or "InstanceNormalization" =>
                Normalising * Count(output),
            "AveragePool" or "MaxPool" => layer.Kernel * Count(output),
            _ when layer.Type.StartsWith("Reduce", StringComparison.Ordinal)
                    || layer.Type.StartsWith("Global", StringComparison.Ordinal) => Count(Of(0)),
            _ => Count(output),
        };

        long[] Of(int input) => shapes[layer.Inputs[input]];
    }

    /// <summary>The shapes of all values of a run: of a copy of the network that gives every value out.</summary>
    private static Dictionary<string, long[]> Shapes(byte[] bytes, OnnxLayers layers, IReadOnlyList<OnnxTensor> inputs)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, // which would merge layers
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(layers.WithAllOutputs(bytes), options);
        using var run = new RunOptions();
        var values = inputs.Select(OnnxBuffers.Wrap).ToList();
        try
        {
            using var outputs = session.Run(run, [.. inputs.Select(i => i.Name)], values, session.OutputNames);
            return session
                .OutputNames.Zip(outputs)
                .Where(o => o.Second.IsTensor)
                .ToDictionary(o => o.First, o => o.Second.GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ArgumentException($"The ONNX model refuses its inputs: {e.Message.Split('\n')[0].Trim()}", e);
        }
        finally
        {
            foreach (var value in values)
                value.Dispose();
        }
    }

    private static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var length in shape)
            count = checked(count * length);
        return count;
    }
}
