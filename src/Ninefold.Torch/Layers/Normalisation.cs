using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Layers;

/// <summary>Layers that keep numbers in the range in which learning is quick.</summary>
internal static class Normalisation
{
    private const double Least = 1e-5;

    /// <summary>Each row divided by its length; a row of zeros stays.</summary>
    /// <param name="x">(batch, width)</param>
    public static Node Unit(this Node x) =>
        x.Over(Computed.By("Sqrt", v => v[0].sqrt(), [x.Times(x).Sum(1, keep: true).AtLeast(1e-12)]));

    /// <summary>Mean 0 and variance 1 along the last axis, then a learned scale and shift (Ba et al., 2016).</summary>
    public static Node LayerNorm(this Network network, Node x, long width)
    {
        network.Begin("layer-norm");
        return Computed.By(
            "LayerNormalization",
            v => nn.functional.layer_norm(v[0], [width], v[1], v[2], Least),
            [x, network.Learned([width], 0, mean: 1), network.Learned([width], 0)],
            ("axis", -1L),
            ("epsilon", (float)Least)
        );
    }

    /// <summary>
    /// Mean 0 and variance 1 over a batch, in serving over the running ones of the training (Ioffe and Szegedy, 2015).
    /// </summary>
    /// <param name="x">(batch, width, …)</param>
    public static Node BatchNorm(this Network network, Node x, long width)
    {
        network.Begin("batch-norm");
        return new(
            new Computed(
                (v, training) => nn.functional.batch_norm(v[0], v[3], v[4], v[1], v[2], training, .1, Least),
                (onnx, names) => onnx.Add("BatchNormalization", names, ("epsilon", (float)Least))
            ),
            x,
            network.Learned([width], 0, mean: 1),
            network.Learned([width], 0),
            network.Followed([width], 0),
            network.Followed([width], 1)
        );
    }
}
