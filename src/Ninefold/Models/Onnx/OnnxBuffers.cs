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
    private OrtValue? boundOutput;
    private long[] boundShape = [];

    /// <inheritdoc cref="OnnxModel.Run{T}"/>
    public void Run<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, Span<float> answer)
        where T : unmanaged
    {
        if (boundInput is null || !shape.SequenceEqual(boundShape))
            Bind(OnnxTensor.TypeOf<T>(), shape);
        var given = MemoryMarshal.AsBytes(values);
        var answered = MemoryMarshal.AsBytes(answer);
        var (needed, answers) = (boundInput!.GetTensorSizeInBytes(), boundOutput!.GetTensorSizeInBytes());
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
        boundOutput?.Dispose();
        binding.Dispose();
        options.Dispose();
    }

    private void Bind(OnnxType type, ReadOnlySpan<long> shape)
    {
        if (session.InputMetadata.Count != 1 || session.OutputMetadata.Count != 1)
            throw new ArgumentException(
                $"The ONNX model has {session.InputMetadata.Count} inputs and {session.OutputMetadata.Count} outputs; one of each is needed here."
            );
        var (givenName, given) = session.InputMetadata.First();
        var (answerName, answer) = session.OutputMetadata.First();
        var lengths = shape.ToArray();
        var fits =
            given.Dimensions.Length == lengths.Length
            && given.Dimensions.Zip(lengths).All(axis => axis.First < 0 || axis.First == axis.Second);
        if ((int)given.ElementDataType != (int)type || answer.ElementDataType != TensorElementType.Float || !fits)
            throw new ArgumentException(
                $"The ONNX model takes {given.ElementDataType} [{string.Join(", ", given.Dimensions)}] and answers "
                    + $"{answer.ElementDataType}, got {type} [{string.Join(", ", lengths)}] for Float."
            );
        var answerShape = answer.Dimensions.Select((length, axis) => length >= 0 ? length : Open(axis)).ToArray();
        binding.ClearBoundInputs();
        binding.ClearBoundOutputs();
        boundInput?.Dispose();
        boundOutput?.Dispose();
        boundInput = Value(given.ElementDataType, lengths, type == OnnxType.Int64 ? 8 : 4, ref input);
        boundOutput = Value(TensorElementType.Float, answerShape, 4, ref output);
        binding.BindInput(givenName, boundInput);
        binding.BindOutput(answerName, boundOutput);
        boundShape = lengths;

        long Open(int axis) =>
            Array.IndexOf(given.SymbolicDimensions, answer.SymbolicDimensions[axis]) is >= 0 and var place
                ? lengths[place]
                : throw new ArgumentException(
                    $"Axis {axis} of the output '{answerName}' has a length that the input does not tell."
                );
    }

    private static OrtValue Value(TensorElementType type, long[] shape, int size, ref byte[] buffer)
    {
        var bytes = shape.Aggregate(1L, (product, length) => product * length) * size;
        if (buffer.Length < bytes || buffer.Length == 0)
            buffer = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(64, bytes)), pinned: true);
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            type,
            shape,
            Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0),
            bytes
        );
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
