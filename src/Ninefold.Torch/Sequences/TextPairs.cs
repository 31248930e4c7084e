using static TorchSharp.torch;

namespace Ninefold.Torch.Sequences;

/// <summary>What a <see cref="TextEncoder"/> learns from: texts, and which documents answer which queries.</summary>
/// <param name="Tokens">How many different tokens there are, at least 1.</param>
/// <param name="Queries">The tokens of each query by number: of what somebody typed, or of a title.</param>
/// <param name="Documents">The tokens of each document.</param>
/// <param name="Pairs">The numbers of a query and of a document that answers it.</param>
/// <param name="Vectors">
/// Vectors of the tokens to begin with, one after the other, such as skip-gram's, as wide as the encoder's; null to begin at random.
/// </param>
public sealed record TextPairs(
    int Tokens,
    IReadOnlyList<int[]> Queries,
    IReadOnlyList<int[]> Documents,
    IReadOnlyList<(int Query, int Document)> Pairs,
    float[]? Vectors = null
)
{
    /// <summary>Texts as ids, token t as t + 1, with zeroes after the shorter ones: (texts, length).</summary>
    /// <param name="longest">So many tokens of a text are read.</param>
    internal static Tensor Ids(IReadOnlyList<int[]> texts, int longest)
    {
        var length = Math.Clamp(texts.Max(t => t.Length), 1, longest);
        var ids = new long[texts.Count * length];
        for (var text = 0; text < texts.Count; text++)
        for (var place = 0; place < Math.Min(length, texts[text].Length); place++)
            ids[(text * length) + place] = texts[text][place] + 1;
        return tensor(ids, [texts.Count, length]);
    }

    /// <summary>How often each document is an answer, as the logarithm of its share.</summary>
    internal float[] LogFrequencies()
    {
        var counts = new double[Documents.Count];
        foreach (var (_, document) in Pairs)
            counts[document]++;
        return [.. counts.Select(count => (float)Math.Log(Math.Max(1, count) / Math.Max(1, Pairs.Count)))];
    }

    /// <exception cref="ArgumentException">Something does not fit; the message lists all faults.</exception>
    internal void Check(int width)
    {
        var faults = new List<string>();
        if (Tokens < 1)
            faults.Add($"{nameof(Tokens)} must be at least 1, got {Tokens}");
        if (Pairs.Count == 0)
            faults.Add($"{nameof(Pairs)} must have at least one pair");
        if (Queries.Concat(Documents).Any(text => text.Any(token => (uint)token >= (uint)Tokens)))
            faults.Add($"every token must be 0 to {Tokens - 1}");
        if (Pairs.Any(p => (uint)p.Query >= (uint)Queries.Count || (uint)p.Document >= (uint)Documents.Count))
            faults.Add($"every pair must be of one of {Queries.Count} queries and one of {Documents.Count} documents");
        if (Vectors is not null && Vectors.Length != (long)Tokens * width)
            faults.Add($"{nameof(Vectors)} must have {Tokens} × {width} numbers, got {Vectors.Length}");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(TextPairs)}: {string.Join("; ", faults)}.");
    }
}
