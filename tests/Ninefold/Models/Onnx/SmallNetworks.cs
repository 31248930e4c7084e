using Ninefold.Models.Onnx;

namespace Ninefold.Tests.Models.Onnx;

/// <summary>ONNX files of a few bytes.</summary>
internal static class SmallNetworks
{
    /// <summary>score = Σ weight · value, for any number of rows.</summary>
    public static byte[] Linear(params float[] weights) =>
        new OnnxGraph(
            [new("MatMul", ["x", "w"], ["product"]), new("Squeeze", ["product", "one"], ["score"])],
            [OnnxTensor.Of("w", [weights.Length, 1], weights), OnnxTensor.Of("one", [1], (ReadOnlySpan<long>)[1L])],
            [new("x", OnnxType.Float, "batch", $"{weights.Length}")],
            [new("score", OnnxType.Float, "batch")]
        ).Write();

    /// <summary>sum = a + b and ids + 1, each of any length.</summary>
    public static byte[] TwoInputs() =>
        new OnnxGraph(
            [new("Add", ["a", "b"], ["sum"]), new("Add", ["ids", "one"], ["next"])],
            [OnnxTensor.Of("one", [], (ReadOnlySpan<long>)[1L])],
            [new("a", OnnxType.Float, "n"), new("b", OnnxType.Float, "n"), new("ids", OnnxType.Int64, "m")],
            [new("sum", OnnxType.Float, "n"), new("next", OnnxType.Int64, "m")]
        ).Write();

    /// <summary>One operation that nobody knows.</summary>
    public static byte[] Unknown() =>
        new OnnxGraph(
            [new("Frobnicate", ["x"], ["y"])],
            [],
            [new("x", OnnxType.Float, "n")],
            [new("y", OnnxType.Float, "n")]
        ).Write();
}
