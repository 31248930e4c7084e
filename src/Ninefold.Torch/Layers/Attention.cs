using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Layers;

/// <summary>The shape of a transformer encoder.</summary>
/// <param name="Width">Numbers a place, a multiple of the heads.</param>
/// <param name="Heads">Attentions side by side.</param>
/// <param name="Blocks">Attentions on one another.</param>
/// <param name="Longest">At most so many places.</param>
/// <param name="Dropout">Share of numbers that are zeroed in training.</param>
/// <param name="Position">How order is known.</param>
/// <param name="Causal">Whether a place sees only itself and those before.</param>
internal sealed record EncoderShape(
    int Width,
    int Heads,
    int Blocks,
    int Longest,
    double Dropout,
    PositionKind Position,
    bool Causal
);

/// <summary>Layers in which places look at one another (Vaswani et al., 2017).</summary>
internal static class Attention
{
    // Far below any score, yet finite: a place that sees nothing gets a mean rather than NaN.
    private const float Unseen = -1e9f;

    /// <summary>Blocks of attention and a feed-forward layer, each normalised before and added to what came in.</summary>
    /// <param name="x">(batch, length, width)</param>
    /// <param name="there">(batch, length): 1 for a place, 0 for padding; null where there is none.</param>
    /// <returns>(batch, length, width), normalised.</returns>
    public static Node Encode(this Network network, Node x, Node? there, EncoderShape shape)
    {
        var width = shape.Width;
        x = network.WithPositions(x, width, shape.Longest, shape.Position).Dropout(shape.Dropout);
        var mask = Mask(x, there, shape);
        for (var block = 0; block < shape.Blocks; block++)
        {
            var seen = network.Attend(network.LayerNorm(x, width), mask, shape);
            x = x.Plus(seen.Dropout(shape.Dropout));
            var inner = network.Linear(network.LayerNorm(x, width), width, 4 * width).Gelu().Dropout(shape.Dropout);
            x = x.Plus(network.Linear(inner, 4 * width, width).Dropout(shape.Dropout));
        }
        return network.LayerNorm(x, width);
    }

    /// <summary>Each head's mean of the values, weighted by how queries fit keys.</summary>
    /// <param name="mask">Added to the scores (batch or 1, 1, length or 1, length); null where all is seen.</param>
    private static Node Attend(this Network network, Node x, Node? mask, EncoderShape shape)
    {
        var size = shape.Width / shape.Heads;
        var (queries, keys) = (Heads(), Heads()); // (batch, heads, length, size)
        var values = Heads();
        if (shape.Position == PositionKind.Rotary)
            (queries, keys) = (queries.Rotate(size, shape.Longest), keys.Rotate(size, shape.Longest));
        var scores = queries.By(keys.Transpose(0, 1, 3, 2)).Times(1 / Math.Sqrt(size)); // (batch, heads, length, length)
        if (mask is not null)
            scores = scores.Plus(mask);
        var seen = scores.Softmax(-1).Dropout(shape.Dropout).By(values).Transpose(0, 2, 1, 3);
        return network.Linear(seen.Reshape(0, 0, shape.Width), shape.Width, shape.Width);

        Node Heads() =>
            network.Linear(x, shape.Width, shape.Width).Reshape(0, 0, shape.Heads, size).Transpose(0, 2, 1, 3);
    }

    private static Node? Mask(Node x, Node? there, EncoderShape shape)
    {
        var mask = there?.Reshape(0, 1, 1, -1).Plus(-1).Times(-Unseen); // (batch, 1, 1, length)
        if (!shape.Causal)
            return mask;
        var later = new float[shape.Longest * shape.Longest];
        for (var place = 0; place < shape.Longest; place++)
            later.AsSpan(place * shape.Longest + place + 1, shape.Longest - place - 1).Fill(Unseen);
        var causal = Network.Numbers([shape.Longest, shape.Longest], later).Places(0, x, 1).Places(1, x, 1); // (length, length)
        return mask is null ? causal : mask.Plus(causal);
    }
}
