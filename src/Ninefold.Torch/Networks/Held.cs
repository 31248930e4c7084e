using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace Ninefold.Torch.Networks;

/// <summary>
/// Operations of a tensor and a number, and sums, which have a hidden one. TorchSharp 0.107 wraps each number in an object that
/// the collector may free while libtorch still reads it: then the operation fails, or computes with another number. Here
/// numbers are held on to for good. A rule of the repository finds the operations that are not safe.
/// </summary>
internal static class Held
{
    private static readonly ConcurrentDictionary<double, Scalar> Numbers = [];
    private static readonly ConcurrentDictionary<long, Scalar> WholeNumbers = [];

    /// <summary>A constant as libtorch takes it; not for numbers that change, of which all would be kept.</summary>
    public static Scalar Number(double value) => Numbers.GetOrAdd(value, static v => v.ToScalar());

    /// <summary>A whole constant, which leaves ids what they are.</summary>
    public static Scalar Whole(long value) => WholeNumbers.GetOrAdd(value, static v => v.ToScalar());

    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, Number(1));

    public static Tensor Plus(this Tensor a, double b) => a.add(Number(b), Number(1));

    public static Tensor Times(this Tensor a, double b) => a.mul(Number(b));

    public static Tensor Squared(this Tensor a) => a * a;
}
