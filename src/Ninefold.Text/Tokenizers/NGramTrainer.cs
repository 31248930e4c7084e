using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Tokenizers;

/// <summary>
/// Texts as vectors of their n-grams: an n-gram counts more the fewer texts have it (tf–idf, smoothed as in scikit-learn:
/// ln((1 + texts) / (1 + texts that have it)) + 1).
/// </summary>
/// <param name="NGrams">What is counted.</param>
/// <param name="Columns">How many n-grams at most, those that most texts have; at least 1.</param>
/// <param name="Least">How many texts must have an n-gram, at least 1.</param>
public sealed record NGramTrainer(NGrams NGrams, int Columns = 100_000, int Least = 1)
    : ITrainer<IEnumerable<string>, NGramModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("n-grams", Parameters.AtLeast(Columns, 1), Parameters.AtLeast(Least, 1));

    /// <inheritdoc/>
    public NGramModel Fit(IEnumerable<string> data, TrainingContext context)
    {
        var (texts, having) = (0, new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var text in data)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            texts++;
            foreach (var gram in NGrams.Of(text).Distinct(StringComparer.Ordinal))
                having[gram] = having.GetValueOrDefault(gram) + 1;
        }
        var kept = having
            .Where(g => g.Value >= Least)
            .OrderByDescending(g => g.Value)
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(Columns)
            .ToList();
        return new(
            NGrams,
            [.. kept.Select(g => g.Key)],
            [.. kept.Select(g => (float)(Math.Log((1.0 + texts) / (1 + g.Value)) + 1))]
        );
    }
}

/// <summary>Turns texts into vectors of length 1; what training never saw is passed over.</summary>
/// <param name="NGrams">What is counted.</param>
/// <param name="Vocabulary">The n-gram of each column, distinct.</param>
/// <param name="Weights">What it counts, one a column.</param>
public sealed record NGramModel(NGrams NGrams, IReadOnlyList<string> Vocabulary, float[] Weights)
{
    private readonly Lazy<Dictionary<string, int>> ids = new(() => TokenVocabulary.Ids(Vocabulary));

    /// <summary>How many columns there are.</summary>
    [JsonIgnore]
    public int Width => Weights.Length;

    /// <summary>The columns of a text that are not 0, ascending, and their values; none where nothing is known of it.</summary>
    public SparseText Encode(string text)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var gram in NGrams.Of(text))
            if (ids.Value.TryGetValue(gram, out var column))
                counts[column] = counts.GetValueOrDefault(column) + 1;
        double[] values = [.. counts.Select(c => (double)c.Value * Weights[c.Key])];
        var length = Math.Sqrt(values.Sum(v => v * v));
        return new([.. counts.Keys], [.. values.Select(v => (float)(v / length))]);
    }
}

/// <summary>A vector that is 0 but for a few columns.</summary>
/// <param name="Columns">Distinct, ascending.</param>
/// <param name="Values">One a column.</param>
public sealed record SparseText(int[] Columns, float[] Values);
