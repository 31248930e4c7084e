using Ninefold.Metrics.Cost;
using Ninefold.Models.Linear;
using Ninefold.Models.Onnx;

namespace Ninefold.Tests.Models.Onnx;

public sealed class OnnxCostTests
{
    private static OnnxTensor Weight(string name, params long[] shape) =>
        OnnxTensor.Of(name, shape, new float[shape.Aggregate(1L, (a, b) => a * b)]);

    private static OnnxModel Network(OnnxTensor[] weights, string[] input, params OnnxNode[] nodes) =>
        new(
            new OnnxGraph(
                nodes,
                weights,
                [new("x", OnnxType.Float, input)],
                [new(nodes[^1].Outputs[0], OnnxType.Float, ["rows"])]
            ).Write()
        );

    [Fact]
    public void A_perceptron_costs_its_products_sums_and_activations()
    {
        var network = Network(
            [Weight("W", 4, 8), Weight("b", 8), Weight("V", 8, 1), OnnxTensor.Of("shape", [1], new long[] { -1 })],
            ["rows", "4"],
            new("MatMul", ["x", "W"], ["m"]),
            new("Add", ["m", "b"], ["a"]),
            new("Relu", ["a"], ["r"]),
            new("MatMul", ["r", "V"], ["s"]),
            new("Reshape", ["s", "shape"], ["y"])
        );
        var cost = new OnnxTabularModel(4, network).Cost();
        Assert.Equal(new(4 * 8 + 8 + 8, 2 * 4 * 8 + 8 + 8 + 2 * 8), cost);
        // Ten rows cost ten times as much.
        Assert.Equal(10 * cost!.Operations, OnnxCost.Of(network, Weight("x", 10, 4)).Operations);
    }

    [Fact]
    public void A_convolution_costs_every_kernel_at_every_place()
    {
        var network = Network(
            [Weight("K", 6, 3, 5, 5), Weight("shape", 6 * 3 * 5 * 5)],
            ["rows", "3", "12", "10"],
            new("Conv", ["x", "K"], ["c"]),
            new("GlobalAveragePool", ["c"], ["y"])
        );
        var outputs = 6 * 8 * 6; // without padding
        Assert.Equal(
            FloatingPointOperations.Convolution(outputs, 3, 25) + outputs,
            OnnxCost.Of(network, Weight("x", 1, 3, 12, 10)).Operations
        );
    }

    [Fact]
    public void A_recurrent_layer_costs_its_steps()
    {
        var network = Network(
            [Weight("W", 1, 4 * 5, 3), Weight("R", 1, 4 * 5, 5)],
            ["rows", "1", "3"],
            new OnnxNode("LSTM", ["x", "W", "R"], ["y"], ("hidden_size", 5L))
        );
        Assert.Equal(
            new(4 * 5 * 8, FloatingPointOperations.Recurrent(7, 3, 5, gates: 4)),
            OnnxCost.Of(network, Weight("x", 7, 1, 3))
        );
    }

    [Fact]
    public void A_product_across_is_counted_along_the_axis_that_vanishes()
    {
        var network = Network(
            [Weight("W", 4, 8)],
            ["4", "rows"],
            new OnnxNode("Gemm", ["x", "W"], ["y"], ("transA", 1L))
        );
        Assert.Equal(2 * 3 * 4 * 8, OnnxCost.Of(network, Weight("x", 4, 3)).Operations);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        var network = Network([Weight("W", 4, 1)], ["rows", "4"], new OnnxNode("MatMul", ["x", "W"], ["y"]));
        var error = Assert.Throws<ArgumentException>(() => OnnxCost.Of(network, Weight("x", 1, 5)));
        Assert.StartsWith("The ONNX model refuses its inputs: ", error.Message);
    }

    [Fact]
    public void Plain_models_know_their_cost_too()
    {
        Assert.Equal(new(4, 9), new LinearModel(new double[3], new double[3], 0).Cost());
        Assert.Equal(new(4, 12), new LogisticModel(new double[3], new double[3], 0).Cost());
    }
}
