using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Layers;

/// <summary>Layers that slide over a sequence or an image; zeroes are put around it.</summary>
internal static class Convolution
{
    /// <param name="x">(batch, from, length)</param>
    /// <returns>(batch, to, length + 2 · padding − size + 1)</returns>
    public static Node Convolve1d(this Network network, Node x, long from, long to, long size, long padding)
    {
        network.Begin("convolution");
        return Computed.By(
            "Conv",
            v => nn.functional.conv1d(v[0], v[1], v[2], padding: padding),
            [x, network.Learned([to, from, size], Deviation(from * size)), network.Learned([to], 0)],
            ("pads", new[] { padding, padding })
        );
    }

    /// <param name="x">(batch, from, height, width)</param>
    /// <returns>(batch, to, height + 2 · padding − size + 1, width + 2 · padding − size + 1)</returns>
    public static Node Convolve2d(this Network network, Node x, long from, long to, long size, long padding)
    {
        network.Begin("convolution");
        return Computed.By(
            "Conv",
            v => nn.functional.conv2d(v[0], v[1], v[2], padding: [padding, padding]),
            [x, network.Learned([to, from, size, size], Deviation(from * size * size)), network.Learned([to], 0)],
            ("pads", new[] { padding, padding, padding, padding })
        );
    }

    // He et al., 2015.
    private static double Deviation(long inputs) => Math.Sqrt(2.0 / inputs);
}
