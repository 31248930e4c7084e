using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Sequences;

/// <summary>How a network reads a sequence.</summary>
public enum SequenceReader
{
    /// <summary>Windows of several sizes, the largest answer of each filter (Kim, 2014).</summary>
    Convolution,

    /// <summary>Gated recurrent units from both ends, the largest of each state (Cho et al., 2014; Conneau et al., 2017).</summary>
    Gru,

    /// <summary>Long short-term memory from both ends, the largest of each state (Hochreiter and Schmidhuber, 1997).</summary>
    Lstm,

    /// <summary>A transformer encoder, the mean over its places (Vaswani et al., 2017).</summary>
    Transformer,
}

/// <summary>Sequences as one vector each, whatever their padding.</summary>
internal static class SequenceReading
{
    // Below any state, which lies within (−1, 1).
    private const double Unseen = -2;

    /// <summary>The largest answer of each filter over all windows that touch a place.</summary>
    /// <param name="x">(batch, length, width), zero where nothing is there.</param>
    /// <param name="there">(batch, length): 1 for a place, 0 for padding, which comes before.</param>
    /// <returns>(batch, filters · sizes) and its width.</returns>
    public static (Node Vector, int Width) Windows(
        this Network network,
        Node x,
        Node there,
        int width,
        int filters,
        IReadOnlyList<int> sizes
    )
    {
        var (channels, last) = (x.Transpose(0, 2, 1), there.Slice(1, -1, long.MaxValue));
        var found = new List<Node>();
        foreach (var size in sizes)
        {
            // (batch, filters, length + size − 1)
            var answers = network.Convolve1d(channels, width, filters, size, padding: size - 1).Relu();
            var touched = Axes.Concat(1, [there, .. Enumerable.Repeat(last, size - 1)]).Reshape(0, 1, -1);
            found.Add(answers.Times(touched).Max(2));
        }
        return (Axes.Concat(1, found), filters * sizes.Count);
    }

    /// <summary>The largest of each state, read from both ends.</summary>
    /// <inheritdoc cref="Windows"/>
    /// <returns>(batch, 2 · states) and its width.</returns>
    public static (Node Vector, int Width) States(
        this Network network,
        Node x,
        Node there,
        int width,
        int states,
        bool isGru
    )
    {
        var both = Axes.Concat(2, Read(false), Read(true)); // (batch, length, 2 · states)
        var unseen = there.Reshape(0, 0, 1).Plus(-1).Times(-Unseen);
        return (both.Plus(unseen).Max(1), 2 * states);

        Node Read(bool reversed) =>
            isGru ? network.Gru(x, width, states, there, reversed) : network.Lstm(x, width, states, there, reversed);
    }

    /// <summary>The mean over the places of a transformer encoder.</summary>
    /// <inheritdoc cref="Windows"/>
    /// <returns>(batch, width) and its width.</returns>
    public static (Node Vector, int Width) Attended(this Network network, Node x, Node there, EncoderShape shape)
    {
        var seen = network.Encode(x, there, shape).Times(there.Reshape(0, 0, 1));
        return (seen.Sum(1).Over(there.Sum(1, keep: true).AtLeast(1)), shape.Width);
    }
}
