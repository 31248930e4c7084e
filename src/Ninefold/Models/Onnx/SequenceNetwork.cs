using Ninefold.Metrics.Cost;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A network that says which class a sequence of tokens, such as a text, belongs to: what a sequence classifier leaves behind.
/// Plain data; safe for concurrent use.
/// </summary>
/// <param name="Network">
/// One input of ids (batch, length), in which token t is t + 1 and 0 is none; one output of probabilities (batch, classes).
/// </param>
/// <param name="Tokens">How many different tokens there are, at least 1; others are passed over.</param>
/// <param name="Classes">How many classes there are, at least 2.</param>
/// <param name="Longest">How many tokens of a sequence it reads, at least 1; further ones are not.</param>
public sealed record SequenceNetwork(OnnxModel Network, int Tokens, int Classes, int Longest) : ICostedModel
{
    /// <summary>The probability of each class.</summary>
    /// <param name="tokens">By number, as in training.</param>
    /// <param name="probabilities">Receives <see cref="Classes"/> values that sum to 1.</param>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public void Probabilities(ReadOnlySpan<int> tokens, Span<float> probabilities)
    {
        Span<long> ids = Longest <= 256 ? stackalloc long[Longest] : new long[Longest];
        var count = 0;
        foreach (var token in tokens)
            if (count < Longest && (uint)token < (uint)Tokens)
                ids[count++] = token + 1;
        if (count == 0)
            ids[count++] = 0; // nothing is known
        Network.Run<long>(ids[..count], [1, count], probabilities);
    }

    /// <summary>Of a sequence as long as it reads.</summary>
    public ModelCost? Cost()
    {
        var ids = new long[Longest];
        Array.Fill(ids, 1);
        return OnnxCost.Of(Network, OnnxTensor.Of(Network.Inputs[0], [1, Longest], ids));
    }
}
