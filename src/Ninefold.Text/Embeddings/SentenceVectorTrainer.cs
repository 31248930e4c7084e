using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Decomposition;
using Ninefold.Models.Tabular;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Embeddings;

/// <summary>What sentence vectors are learned from.</summary>
/// <param name="Vectors">The vectors of words.</param>
/// <param name="Sentences">The words of each.</param>
public sealed record SentenceData(WordVectors Vectors, IReadOnlyList<IReadOnlyList<string>> Sentences);

/// <summary>
/// Smooth inverse frequency (Arora, Liang and Ma 2017): a sentence is the mean of its words' vectors, each counting
/// a / (a + its share of all words), less what lies along the direction that all sentences have in common.
/// </summary>
/// <param name="Smoothing">The a above; above 0. The smaller, the less frequent words count.</param>
/// <param name="Common">How many common directions are taken away, at least 0.</param>
public sealed record SentenceVectorTrainer(double Smoothing = 1e-3, int Common = 1)
    : ITrainer<SentenceData, SentenceVectors>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("sentence-vectors", Parameters.Above(Smoothing, 0), Parameters.AtLeast(Common, 0));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No sentence has a word with a vector, and a common direction is wanted.</exception>
    public SentenceVectors Fit(SentenceData data, TrainingContext context)
    {
        var counts = data.Sentences.SelectMany(s => s).CountBy(w => w, StringComparer.Ordinal).ToList();
        var total = counts.Sum(c => (double)c.Value);
        var weighted = new SentenceVectors(
            data.Vectors,
            [.. counts.Select(c => c.Key)],
            [.. counts.Select(c => (float)(Smoothing / (Smoothing + (c.Value / total))))],
            []
        );
        if (Common == 0)
            return weighted;
        var size = data.Vectors.Dimension;
        float[][] rows =
        [
            .. data
                .Sentences.Select(sentence =>
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    return weighted.Encode(sentence);
                })
                .Where(row => row.AsSpan().ContainsAnyExcept(0)),
        ];
        if (rows.Length == 0)
            throw new ArgumentException(
                $"{nameof(SentenceVectorTrainer)}: at least one of {data.Sentences.Count} sentences needs a word with a vector."
            );
        var labelled = new LabelledRows(
            new([.. Enumerable.Range(0, size).Select(i => $"{i}")], new bool[size]),
            [.. rows.SelectMany(row => row)],
            new float[rows.Length],
            [.. Enumerable.Range(0, rows.Length)]
        );
        var parts = new PrincipalComponents(Common, Centred: false).Fit(new(labelled, labelled), context);
        return weighted with { Directions = [.. parts.Directions.Select(d => (float)d)] };
    }
}

/// <summary>Turns sentences into vectors. Safe for concurrent use.</summary>
/// <param name="Vectors">The vectors of words.</param>
/// <param name="Words">The words of the training sentences, distinct.</param>
/// <param name="Weights">What each counts, in (0, 1); a word that is not there counts 1.</param>
/// <param name="Directions">Of length 1 and at right angles, one after the other: what is taken away.</param>
public sealed record SentenceVectors(
    WordVectors Vectors,
    IReadOnlyList<string> Words,
    float[] Weights,
    float[] Directions
)
{
    private readonly Lazy<Dictionary<string, int>> ids = new(() => TokenVocabulary.Ids(Words));

    /// <summary>How many numbers a vector has.</summary>
    [JsonIgnore]
    public int Dimension => Vectors.Dimension;

    /// <summary>The vector of a sentence; all 0 where no word has one.</summary>
    /// <param name="words">Its words, as in training.</param>
    public float[] Encode(IReadOnlyList<string> words)
    {
        var (sum, vector, known) = (new float[Dimension], new float[Dimension], 0);
        foreach (var word in words)
            if (Vectors.TryGet(word, vector))
            {
                var weight = ids.Value.TryGetValue(word, out var id) ? Weights[id] : 1;
                TensorPrimitives.MultiplyAdd(vector, weight, sum, sum);
                known++;
            }
        if (known == 0)
            return sum;
        TensorPrimitives.Divide(sum, known, sum);
        foreach (var direction in Directions.Chunk(Dimension))
            TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot<float>(direction, sum), sum, sum);
        return sum;
    }
}
