using System.Runtime.InteropServices;

namespace Ninefold.Models.Onnx;

/// <summary>The kinds of numbers, as ONNX counts them.</summary>
public enum OnnxType
{
    /// <summary>32-bit floating point.</summary>
    Float = 1,

    /// <summary>32-bit whole numbers.</summary>
    Int32 = 6,

    /// <summary>64-bit whole numbers.</summary>
    Int64 = 7,

    /// <summary>True or false, a byte each.</summary>
    Bool = 9,
}

/// <summary>Numbers in a shape, which go into an ONNX model, come out of it, or are its weights.</summary>
/// <param name="Name">The name of the input, output or weight.</param>
/// <param name="Type">What the numbers are.</param>
/// <param name="Shape">The length of each axis; none for a single number.</param>
/// <param name="Data">The numbers as they lie in memory, little-endian, the last axis closest together.</param>
public sealed record OnnxTensor(string Name, OnnxType Type, long[] Shape, byte[] Data)
{
    /// <summary>Wraps a copy of numbers.</summary>
    /// <exception cref="ArgumentException">There are not as many as the shape says.</exception>
    public static OnnxTensor Of(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values) =>
        Of(name, OnnxType.Float, shape, values);

    /// <inheritdoc cref="Of(string, ReadOnlySpan{long}, ReadOnlySpan{float})"/>
    public static OnnxTensor Of(string name, ReadOnlySpan<long> shape, ReadOnlySpan<long> values) =>
        Of(name, OnnxType.Int64, shape, values);

    /// <summary>The numbers.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged =>
        TypeOf<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(Data)
            : throw new InvalidOperationException($"'{Name}' holds {Type}, not {typeof(T).Name}.");

    internal static OnnxType TypeOf<T>() =>
        typeof(T) == typeof(float) ? OnnxType.Float
        : typeof(T) == typeof(long) ? OnnxType.Int64
        : typeof(T) == typeof(int) ? OnnxType.Int32
        : typeof(T) == typeof(bool) ? OnnxType.Bool
        : throw new NotSupportedException($"{typeof(T).Name}: an ONNX model is given float, long, int or bool.");

    private static OnnxTensor Of<T>(string name, OnnxType type, ReadOnlySpan<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var count = 1L;
        foreach (var length in shape)
            count *= length;
        return count == values.Length
            ? new(name, type, shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray())
            : throw new ArgumentException(
                $"'{name}' of shape [{string.Join(", ", shape.ToArray())}] needs {count} values, got {values.Length}."
            );
    }
}
