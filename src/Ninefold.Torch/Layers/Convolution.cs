using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Layers;

/// <summary>Layers that slide over a sequence or an image; zeroes are put around it.</summary>
internal static class Convolution
{
    /// <param name="x">(batch, from, length)</param>
    /// <param name="apart">How many places lie between one that is read and the next, and one, at least 1.</param>
    /// <returns>(batch, to, length + 2 · padding − apart · (size − 1))</returns>
    public static Node Convolve1d(
        this Network network,
        Node x,
        long from,
        long to,
        long size,
        long padding,
        long apart = 1
    )
    {
        network.Begin("convolution");
        return Computed.By(
            "Conv",
            v => nn.functional.conv1d(v[0], v[1], v[2], padding: padding, dilation: apart),
            [x, network.Learned([to, from, size], Deviation(from * size)), network.Learned([to], 0)],
            ("pads", new[] { padding, padding }),
            ("dilations", new[] { apart })
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

    /// <summary>The largest number of each square of so many places; what is left at the margin falls off.</summary>
    /// <param name="x">(batch, width, height, width)</param>
    public static Node MaxPool2d(this Node x, long size) =>
        Computed.By(
            "MaxPool",
            v => nn.functional.max_pool2d(v[0], size, size),
            [x],
            ("kernel_shape", new[] { size, size }),
            ("strides", new[] { size, size })
        );

    // He et al., 2015.
    private static double Deviation(long inputs) => Math.Sqrt(2.0 / inputs);
}
