using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Layers;

/// <summary>How a network that sees all places at once knows their order.</summary>
public enum PositionKind
{
    /// <summary>A learned vector a place.</summary>
    Learned,

    /// <summary>Sines and cosines of different lengths (Vaswani et al., 2017).</summary>
    Sinusoidal,

    /// <summary>Queries and keys are turned by their place (Su et al., 2021, "RoFormer").</summary>
    Rotary,
}

/// <summary>Order for attention.</summary>
internal static class Positions
{
    private const double Longest = 10_000;

    /// <summary>Adds the vectors of the places, the last of which is always the same: sequences end now.</summary>
    /// <param name="x">(batch, length, width), at most <paramref name="most"/> places long.</param>
    public static Node WithPositions(this Network network, Node x, long width, int most, PositionKind kind)
    {
        network.Begin("positions");
        var table = kind switch
        {
            PositionKind.Learned => network.Learned([most, width], .02),
            PositionKind.Sinusoidal => Network.Numbers([most, width], Sines(most, (int)width)),
            _ => null,
        };
        return table is null ? x : x.Plus(table.Places(0, x, 1, fromEnd: true));
    }

    /// <summary>Turns pairs of numbers by their place.</summary>
    /// <param name="x">(batch, heads, length, width), the width even.</param>
    public static Node Rotate(this Node x, int width, int most)
    {
        var half = width / 2;
        var (cosines, sines) = (new float[most * half], new float[most * half]);
        for (var place = 0; place < most; place++)
        for (var i = 0; i < half; i++)
        {
            var angle = place * Math.Pow(Longest, -2.0 * i / width);
            (sines[place * half + i], cosines[place * half + i]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        }
        var cosine = Network.Numbers([most, half], cosines).Places(0, x, 2, fromEnd: true);
        var sine = Network.Numbers([most, half], sines).Places(0, x, 2, fromEnd: true);
        var (a, b) = (x.Slice(3, 0, half), x.Slice(3, half, width));
        return Axes.Concat(3, a.Times(cosine).Minus(b.Times(sine)), a.Times(sine).Plus(b.Times(cosine)));
    }

    private static float[] Sines(int most, int width)
    {
        var values = new float[most * width];
        for (var place = 0; place < most; place++)
        for (var i = 0; i < width; i++)
        {
            var angle = place * Math.Pow(Longest, -2.0 * (i / 2) / width);
            values[place * width + i] = (float)(i % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }
        return values;
    }
}
