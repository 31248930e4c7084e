using System.Numerics.Tensors;
using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Training;

/// <summary>Measures the gradients of a training step by step; the weights do not notice.</summary>
internal sealed class GradientMeter
{
    private readonly NetworkState state;
    private readonly (string Layer, string[] Weights)[] layers;
    private readonly double[] sums; // of this epoch, one a layer and then the whole
    private readonly List<double>[] means;
    private readonly List<double> largest = [];
    private double longest;
    private int steps;

    public GradientMeter(NetworkState state)
    {
        this.state = state;
        layers = [.. state.LearnedWeights.GroupBy(w => w.Layer).Select(g => (g.Key, g.Select(w => w.Name).ToArray()))];
        sums = new double[layers.Length + 1];
        means = [.. sums.Select(_ => new List<double>())];
    }

    /// <summary>Notes the gradients as they are.</summary>
    public void Read()
    {
        var whole = 0.0;
        foreach (var (place, (_, weights)) in layers.Index())
        {
            var squares = 0.0;
            foreach (var weight in weights)
                squares += TensorPrimitives.SumOfSquares(state.Gradient(weight));
            sums[place] += Math.Sqrt(squares);
            whole += squares;
        }
        sums[^1] += Math.Sqrt(whole);
        longest = Math.Max(longest, Math.Sqrt(whole));
        steps++;
    }

    /// <summary>Ends an epoch of at least one step.</summary>
    public void EndEpoch()
    {
        foreach (var (mean, sum) in means.Zip(sums))
            mean.Add(sum / steps);
        largest.Add(longest);
        Array.Clear(sums);
        (longest, steps) = (0, 0);
    }

    /// <summary>What was measured in all epochs that have ended.</summary>
    public GradientNorms Norms() =>
        new(means[^1], largest, [.. layers.Zip(means, (layer, mean) => new LayerGradients(layer.Layer, mean))]);
}
