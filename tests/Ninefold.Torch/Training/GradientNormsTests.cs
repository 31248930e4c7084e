using Ninefold.Models;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tests.Training;

public sealed class GradientNormsTests
{
    private static readonly NeuralTraining Plan = new(Epochs: 4, BatchSize: 64, LearningRate: .01, Patience: 2);

    private static GradientNorms Of(MultilayerPerceptron network, TrainingContext? context = null)
    {
        GradientNorms? norms = null;
        var data = new TabularData(TabularTrainerContract.Rows(600, 1), TabularTrainerContract.Rows(200, 2));
        network = network with { Training = network.Training with { Watch = told => norms = told } };
        network.Fit(data, context ?? new(1));
        return norms!;
    }

    [Fact]
    public void A_layer_that_vanishes_is_named()
    {
        // Seven sigmoids shrink what reaches the first layers by more than 4 each.
        var deep = new MultilayerPerceptron(Activation: Activation.Sigmoid)
        {
            Hidden = [8, 8, 8, 8, 8, 8, 8],
            Training = Plan,
        };
        var faults = Of(deep).Faults();
        Assert.Contains(
            faults,
            f => f.StartsWith("linear-1 vanishes: its gradient is ") && f.Contains(" long, that of linear-8 ")
        );
        Assert.DoesNotContain(faults, f => f.StartsWith("linear-7"));
        Assert.Empty(Of(new MultilayerPerceptron { Training = Plan }).Faults());
    }

    [Fact]
    public void What_is_said_follows_the_last_epoch()
    {
        static LayerGradients Layer(string name, double first, double last) => new(name, [first, last]);
        var norms = new GradientNorms(
            [1, 3],
            [1, 301],
            [Layer("a-1", 1, 2), Layer("b-1", 1, .0009), Layer("c-1", 1, 0), Layer("d-1", .0015, 1.9)]
        );
        Assert.Equal(
            [
                "b-1 vanishes: its gradient is 0.0009 long, that of a-1 2",
                "c-1 does not learn: it gets no gradient",
                "d-1 explodes: its gradient grew from 0.0015 to 1.9",
            ],
            norms.Faults()
        );
        Assert.Equal(["c-1 does not learn: it gets no gradient"], norms.Faults(.0004));
        Assert.Equal("the gradient jumps to 301 from a mean of 3: set ClipNorm", norms.Faults(.01)[^1]);
        Assert.Empty(new GradientNorms([1], [2], [new("a-1", [1])]).Faults());
        Assert.Throws<ArgumentOutOfRangeException>(() => norms.Faults(1));
    }

    [Fact]
    public void The_curves_are_told_epoch_by_epoch()
    {
        var context = new Watched(1);
        var network = new MultilayerPerceptron { Training = Plan };
        var norms = Of(network, context);
        Assert.Equal(["mean gradient norm", "largest gradient norm"], context.Curves.Select(c => c.Metric));
        Assert.Equal(norms.Means, context.Curves[0].Values);
        Assert.Equal(norms.Largest, context.Curves[1].Values);
        Assert.All(norms.Means.Zip(norms.Largest), pair => Assert.InRange(pair.First, 1e-6, pair.Second));
        Assert.All(norms.Layers, layer => Assert.Equal(norms.Means.Count, layer.Means.Count));
    }

    private sealed record Watched(int Seed) : TrainingContext(Seed)
    {
        public List<TrainingCurve> Curves { get; } = [];

        public override void Tell(TrainingCurve curve) => Curves.Add(curve);
    }
}
