namespace Ninefold.Models.Onnx;

/// <summary>
/// A network that turns a text into a vector of length 1, so that the inner product of two says how alike they are: what a
/// text encoder leaves behind. Plain data; safe for concurrent use.
/// </summary>
/// <param name="Network">One input of ids (batch, length), in which token t is t + 1 and 0 is none; one output (batch, width).</param>
/// <param name="Tokens">How many different tokens there are, at least 1; others are passed over.</param>
/// <param name="Width">How many numbers a vector has, at least 1.</param>
/// <param name="Longest">How many tokens of a text it reads, at least 1; further ones are not.</param>
public sealed record EncoderNetwork(OnnxModel Network, int Tokens, int Width, int Longest)
{
    /// <summary>The vector of a text, of length 1; all 0 where it has no token that is known.</summary>
    /// <param name="tokens">By number, as in training.</param>
    public float[] Encode(ReadOnlySpan<int> tokens)
    {
        Span<long> ids = Longest <= 256 ? stackalloc long[Longest] : new long[Longest];
        var (count, vector) = (0, new float[Width]);
        foreach (var token in tokens)
            if (count < Longest && (uint)token < (uint)Tokens)
                ids[count++] = token + 1;
        if (count > 0)
            Network.Run<long>(ids[..count], [1, count], vector);
        return vector;
    }
}
