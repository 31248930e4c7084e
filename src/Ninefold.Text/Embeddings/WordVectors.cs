using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ninefold.Flows;
using Ninefold.Serving;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Embeddings;

/// <summary>Words as vectors that lie near each other where the words are used alike. Plain data; safe for concurrent use.</summary>
/// <param name="Words">Distinct.</param>
/// <param name="Dimension">How many numbers a vector has, at least 1.</param>
/// <param name="Values">Finite, a word after the other: <c>Words.Count × Dimension</c>.</param>
/// <param name="Subwords">What gives words a vector that are not among them; null where nothing does.</param>
public sealed record WordVectors(
    IReadOnlyList<string> Words,
    int Dimension,
    float[] Values,
    SubwordVectors? Subwords = null
)
{
    private readonly Lazy<Dictionary<string, int>> ids = new(() => TokenVocabulary.Ids(Words));

    private readonly Lazy<float[]> lengths = new(() =>
        [
            .. Enumerable
                .Range(0, Words.Count)
                .Select(w => TensorPrimitives.Norm<float>(Values.AsSpan(w * Dimension, Dimension))),
        ]
    );

    /// <summary>Finite, a word after the other.</summary>
    public float[] Values { get; } =
        Dimension >= 1 && Values.Length == Words.Count * Dimension
            ? Values
            : throw new ArgumentException(
                $"{Words.Count} words of {Dimension} numbers, at least 1, need {Words.Count * Dimension} values, got {Values.Length}."
            );

    /// <summary>How many words there are.</summary>
    [JsonIgnore]
    public int Count => Words.Count;

    /// <summary>The number of a word; −1 where it is not one of them.</summary>
    public int Find(string word) => ids.Value.GetValueOrDefault(word, -1);

    /// <summary>The vector of a word by its number.</summary>
    public ReadOnlySpan<float> VectorOf(int word) => Values.AsSpan(word * Dimension, Dimension);

    /// <summary>The vector of any word.</summary>
    /// <param name="word">As it was written in training.</param>
    /// <param name="vector">Receives <see cref="Dimension"/> numbers.</param>
    /// <returns>Whether it has one: it is one of the words, or has parts of them where <see cref="Subwords"/> are known.</returns>
    public bool TryGet(string word, Span<float> vector)
    {
        if (Find(word) is >= 0 and var known)
        {
            VectorOf(known).CopyTo(vector);
            return true;
        }
        return Subwords?.TryGet(word, vector[..Dimension]) ?? false;
    }

    /// <summary>The words whose vectors point the same way, best first; none where the word has no vector.</summary>
    /// <param name="word">Any word; it is not among the found ones itself.</param>
    /// <param name="count">How many are wanted, at least 0.</param>
    public IReadOnlyList<SimilarWord> Nearest(string word, int count)
    {
        var vector = new float[Dimension];
        return TryGet(word, vector) ? [.. Nearest(vector, count + 1).Where(w => w.Word != word).Take(count)] : [];
    }

    /// <summary>The words whose vectors point the same way, best first; a vector of length 0 has none.</summary>
    /// <param name="vector"><see cref="Dimension"/> numbers.</param>
    /// <param name="count">How many are wanted, at least 0.</param>
    /// <exception cref="ArgumentException">The vector has another dimension.</exception>
    public IReadOnlyList<SimilarWord> Nearest(ReadOnlySpan<float> vector, int count)
    {
        if (vector.Length != Dimension)
            throw new ArgumentException($"The vector must have {Dimension} numbers, got {vector.Length}.");
        var length = TensorPrimitives.Norm(vector);
        if (length == 0)
            return [];
        var kept = new ScoredItem[Math.Min(count, Count)];
        var best = new TopK(kept);
        for (var word = 0; word < Count; word++)
            if (lengths.Value[word] > 0)
                best.Offer(word, TensorPrimitives.Dot(vector, VectorOf(word)) / (length * lengths.Value[word]));
        return [.. kept.AsSpan(..best.Sort()).ToArray().Select(w => new SimilarWord(Words[w.Item], w.Score))];
    }
}

/// <summary>A word and how alike it is used.</summary>
/// <param name="Word">The word.</param>
/// <param name="Similarity">The cosine of both vectors, −1 to 1.</param>
public readonly record struct SimilarWord(string Word, float Similarity);
