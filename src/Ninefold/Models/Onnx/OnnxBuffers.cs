using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Ninefold.Models.Onnx;

/// <summary>The memory of one run at a time: arrays that stay where they are, bound to a session until a shape changes.</summary>
internal sealed class OnnxBuffers(InferenceSession session) : IDisposable
{
    private readonly RunOptions options = new();
    private readonly OrtIoBinding binding = session.CreateIoBinding();
    private byte[] input = [];
    private byte[] output = [];
    private OrtValue? boundInput;
    private OrtValue[] boundOutputs = [];
    private long answers;
    private long[] boundShape = [];

    /// <inheritdoc cref="OnnxModel.Run{T}"/>
    public void Run<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, Span<float> answer)
        where T : unmanaged
    {
        if (boundInput is null || !shape.SequenceEqual(boundShape))
            Bind(OnnxTensor.TypeOf<T>(), shape);
        var given = MemoryMarshal.AsBytes(values);
        var answered = MemoryMarshal.AsBytes(answer);
        var needed = boundInput!.GetTensorSizeInBytes();
        if (given.Length != needed || answered.Length != answers)
            throw new ArgumentException(
                $"The ONNX model takes {needed / Marshal.SizeOf<T>()} values for {answers / sizeof(float)} answers here, "
                    + $"got {values.Length} for {answer.Length}."
            );
        given.CopyTo(input);
        session.RunWithBinding(options, binding);
        output.AsSpan(0, answered.Length).CopyTo(answered);
    }

    /// <inheritdoc cref="OnnxModel.Run(IReadOnlyList{OnnxTensor})"/>
    public static IReadOnlyList<OnnxTensor> Run(InferenceSession session, IReadOnlyList<OnnxTensor> inputs)
    {
        using var options = new RunOptions();
        var values = inputs.Select(Wrap).ToList();
        try
        {
            using var outputs = session.Run(options, [.. inputs.Select(i => i.Name)], values, session.OutputNames);
            return [.. session.OutputNames.Zip(outputs, Unwrap)];
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

    public void Dispose()
    {
        boundInput?.Dispose();
        Release(boundOutputs);
        binding.Dispose();
        options.Dispose();
    }

    private void Bind(OnnxType type, ReadOnlySpan<long> shape)
    {
        var (givenName, given) = session.InputMetadata.First();
        var lengths = shape.ToArray();
        var fits =
            session.InputMetadata.Count == 1
            && given.Dimensions.Length == lengths.Length
            && given.Dimensions.Zip(lengths).All(axis => axis.First < 0 || axis.First == axis.Second);
        var other = session.OutputMetadata.Values.FirstOrDefault(o => o.ElementDataType != TensorElementType.Float);
        if ((int)given.ElementDataType != (int)type || other is not null || !fits)
            throw new ArgumentException(
                $"The ONNX model takes {string.Join(" and ", session.InputMetadata.Values.Select(Told))} and answers "
                    + $"{other?.ElementDataType ?? TensorElementType.Float}, got {type} [{string.Join(", ", lengths)}] for Float."
            );
        long[][] shapes = [.. session.OutputNames.Select(name => AnswerShape(name, given, lengths))];
        binding.ClearBoundInputs();
        binding.ClearBoundOutputs();
        boundInput?.Dispose();
        Release(boundOutputs);
        var size = type == OnnxType.Int64 ? sizeof(long) : sizeof(float);
        boundInput = Value(given.ElementDataType, lengths, Grown(ref input, Product(lengths) * size), 0, size);
        binding.BindInput(givenName, boundInput);
        answers = shapes.Sum(Product) * sizeof(float);
        var memory = Grown(ref output, answers);
        boundOutputs = new OrtValue[shapes.Length];
        for (var (i, from) = (0, 0L); i < shapes.Length; from += Product(shapes[i++]) * sizeof(float))
        {
            boundOutputs[i] = Value(TensorElementType.Float, shapes[i], memory, from, sizeof(float));
            binding.BindOutput(session.OutputNames[i], boundOutputs[i]);
        }
        boundShape = lengths;

        static string Told(NodeMetadata input) => $"{input.ElementDataType} [{string.Join(", ", input.Dimensions)}]";
    }

    /// <summary>The lengths of an output's axes, of which those that are open bear the name of an axis of the input.</summary>
    private long[] AnswerShape(string name, NodeMetadata given, long[] lengths)
    {
        var answer = session.OutputMetadata[name];
        return [.. answer.Dimensions.Select((length, axis) => length >= 0 ? length : Open(axis))];

        long Open(int axis) =>
            Array.IndexOf(given.SymbolicDimensions, answer.SymbolicDimensions[axis]) is >= 0 and var place
                ? lengths[place]
                : throw new ArgumentException(
                    $"Axis {axis} of the output '{name}' has a length that the input does not tell."
                );
    }

    private static byte[] Grown(ref byte[] buffer, long bytes) =>
        buffer.Length >= bytes && buffer.Length > 0
            ? buffer
            : buffer = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(64, bytes)), pinned: true);

    private static long Product(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);

    private static OrtValue Value(TensorElementType type, long[] shape, byte[] memory, long from, int size) =>
        OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            type,
            shape,
            Marshal.UnsafeAddrOfPinnedArrayElement(memory, (int)from),
            Product(shape) * size
        );

    private static void Release(OrtValue[] values)
    {
        foreach (var value in values)
            value.Dispose();
    }

    /// <summary>A copy that ONNX Runtime owns.</summary>
    public static OrtValue Wrap(OnnxTensor tensor)
    {
        var value = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance,
            (TensorElementType)tensor.Type,
            tensor.Shape
        );
        tensor.Data.CopyTo(value.GetTensorMutableRawData());
        return value;
    }

    private static OnnxTensor Unwrap(string name, OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        return Enum.IsDefined((OnnxType)info.ElementDataType)
            ? new(name, (OnnxType)info.ElementDataType, info.Shape, value.GetTensorMutableRawData().ToArray())
            : throw new ArgumentException(
                $"The output '{name}' holds {info.ElementDataType}. Read here are: {string.Join(", ", Enum.GetNames<OnnxType>())}."
            );
    }
}
