using Ninefold.Models.Onnx;

namespace Ninefold.Tests.Models.Onnx;

public sealed class OnnxLayersTests
{
    private static readonly byte[] File = new OnnxGraph(
        [
            new OnnxNode("Gemm", ["x", "layer-1.0"], ["m"], ("transA", 1L)),
            new OnnxNode("MaxPool", ["m"], ["y"], ("kernel_shape", new long[] { 3, 2 })),
        ],
        [
            OnnxTensor.Of("layer-1.0", [2, 3], new float[] { 1, 2, 3, 4, 5, 6 }),
            OnnxTensor.Of("axis", [1], new long[] { 7 }),
        ],
        [new("x", OnnxType.Float, "2", "rows")],
        [new("y", OnnxType.Float, "rows", "3")]
    ).Write();

    [Fact]
    public void Layers_and_weights_are_read_as_they_were_written()
    {
        var layers = OnnxLayers.Read(File);
        Assert.Equal(["Gemm", "MaxPool"], layers.Nodes.Select(n => n.Type));
        Assert.Equal(["x", "layer-1.0"], layers.Nodes[0].Inputs);
        Assert.Equal(["m"], layers.Nodes[0].Outputs);
        Assert.Equal([(true, 1L), (false, 6L)], layers.Nodes.Select(n => (n.Transposed, n.Kernel)));
        Assert.Equal(["y"], layers.Outputs);
        Assert.Equal([("layer-1.0", true), ("axis", false)], layers.Weights.Select(w => (w.Name, w.IsLearned)));
        Assert.Equal(["layer-1.0"], layers.Named.Select(w => w.Name));
        Assert.Equal([2, 3], layers.Weights[0].Shape);
        Assert.Equal(24, layers.Weights[0].Data.Length);
        Assert.Equal(3f, BitConverter.ToSingle(layers.Weights[0].Data, 8));
    }

    [Fact]
    public void Every_value_becomes_an_output_once()
    {
        var layers = OnnxLayers.Read(File);
        Assert.Equal(["y", "m"], Outputs(layers.WithAllOutputs(File)));

        static IReadOnlyList<string> Outputs(byte[] file) => OnnxLayers.Read(file).Outputs;
    }
}
