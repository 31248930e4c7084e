using Ninefold.Metrics;
using Ninefold.Models.Tuning;
using Ninefold.Torch.Layers;

namespace Ninefold.Torch.Tables;

/// <summary>
/// Searches how a multilayer perceptron is built: how deep, how wide in each layer, what its neurons do, how much is dropped,
/// and how fast it learns, without which architectures cannot be compared. Small tables do not repay more than this.
/// </summary>
public static class ArchitectureSearch
{
    private const int Narrowest = 4;

    /// <summary>The space of architectures; the width of a layer is searched only where there is such a layer.</summary>
    /// <param name="deepest">The most layers, at least 2.</param>
    /// <param name="widest">The most neurons of a layer, at least 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">There would be nothing to search.</exception>
    public static SearchSpace<MultilayerPerceptron> Space(int deepest = 3, int widest = 128)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(deepest, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(widest, Narrowest);
        var space = new SearchSpace<MultilayerPerceptron>
        {
            {
                "layers",
                new IntegerRange(1, deepest),
                (mlp, value) => mlp with { Hidden = [.. Enumerable.Repeat(widest, value)] }
            },
        };
        for (var layer = 0; layer < deepest; layer++)
        {
            var at = layer;
            space.Add(
                $"width {layer + 1}",
                new IntegerRange(Narrowest, widest),
                (mlp, value) => mlp with { Hidden = [.. mlp.Hidden.Select((width, i) => i == at ? value : width)] },
                mlp => mlp.Hidden.Count > at
            );
        }
        space.Add(
            "activation",
            new Choice<Activation>(Activation.Relu, Activation.Gelu, Activation.Silu, Activation.Tanh),
            (mlp, value) => mlp with { Activation = value }
        );
        space.Add("dropout", new Uniform(0, .5), (mlp, value) => mlp with { Dropout = value });
        space.Add(
            "learning rate",
            new LogUniform(3e-4, 3e-2),
            (mlp, value) => mlp with { Training = mlp.Training with { LearningRate = value } }
        );
        return space;
    }

    /// <summary>A rung that searches its own architecture.</summary>
    /// <param name="start">The first trial; supplies the loss and how long it is trained.</param>
    /// <param name="metric">What is to be best on the validation rows.</param>
    /// <param name="method">How it is searched; null is <see cref="ParzenSearch"/> with 20 trials.</param>
    /// <param name="deepest">The most layers, at least 2.</param>
    /// <param name="widest">The most neurons of a layer, at least 5.</param>
    public static TunedTrainer<MultilayerPerceptron> Of(
        MultilayerPerceptron start,
        Metric<double, double> metric,
        SearchMethod? method = null,
        int deepest = 3,
        int widest = 128
    ) => new(start, Space(deepest, widest), metric, method);
}
