using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Training;

public sealed class GradientMeterTests
{
    /// <summary>With a rate of 1 and one step an epoch, the weights move by the gradient.</summary>
    [Fact]
    public void Norms_are_those_of_the_gradient_before_it_is_clipped()
    {
        var (network, x) = (new Network(), Network.Floats("x", "batch", "2"));
        var output = network.Linear(network.Linear(x, 2, 3).Tanh(), 3, 1).Reshape(-1);
        GradientNorms? norms = null;
        var plan = new NeuralTraining(1, 2, Optimizer.Sgd, LearningRate: 1, Patience: 0)
        {
            Watch = told => norms = told,
        };
        var moved = Moved(plan);
        var whole = Math.Sqrt(moved.Sum(m => m.Square));
        Assert.Equal(whole, norms!.Means[0], 1e-5);
        Assert.Equal(whole, norms.Largest[0], 1e-5);
        foreach (var layer in norms.Layers)
            Assert.Equal(
                Math.Sqrt(moved.Where(m => m.Layer == layer.Layer).Sum(m => m.Square)),
                layer.Means.Single(),
                1e-5
            );
        Assert.Equal(["linear-1", "linear-2"], norms.Layers.Select(l => l.Layer));
        Assert.Equal(.1, Math.Sqrt(Moved(plan with { ClipNorm = .1 }).Sum(m => m.Square)), 1e-4);
        Assert.Equal(whole, norms.Means[0], 1e-5);

        List<(string Layer, double Square)> Moved(NeuralTraining plan)
        {
            using var state = new NetworkState(network, seed: 3);
            var before = state.Save();
            new TrainingLoop(state, plan, new(1)).Run(new(2, _ => Loss(state)));
            return
            [
                .. state.Weights.Select(
                    (w, i) => (w.Layer, before[i].Zip(state.Values(w.Name), (a, b) => Math.Pow((double)a - b, 2)).Sum())
                ),
            ];
        }

        Tensor Loss(NetworkState state)
        {
            var given = tensor(new float[] { 1, 2, -3, .5f }, [2, 2]);
            var answer = state.Run([output], new Dictionary<string, Tensor> { ["x"] = given }, training: true)[0];
            return Losses.Pointwise(Ninefold.Torch.Training.Loss.Squared, answer, ones(2)).mean();
        }
    }
}
