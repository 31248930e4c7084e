using Ninefold.Models;
using Ninefold.Text.Indexing;
using Ninefold.Text.Queries;

namespace Ninefold.Systems.TextSearch;

/// <summary>What synonyms come from.</summary>
/// <param name="Meaning">The vectors of words.</param>
/// <param name="Given">What the owner of the collection wrote down.</param>
internal sealed record SynonymSources(Meaning Meaning, SynonymTable Given);

/// <summary>A rung of the synonyms: what the owner wrote down alone, or beside it what is learned of the collection.</summary>
/// <param name="Name">The rung's name.</param>
internal sealed record SynonymRung(string Name) : ITrainer<SynonymSources, SynonymTable>
{
    /// <summary>Whether synonyms are learned, which words that the owner has written of do not get.</summary>
    public bool Learned { get; init; }

    /// <inheritdoc/>
    public SynonymTable Fit(SynonymSources data, TrainingContext context)
    {
        if (!Learned)
            return data.Given;
        var learned = new SynonymTrainer().Fit(data.Meaning.Sentences.Vectors, context).Alternatives;
        var all = data.Given.Alternatives.ToDictionary(StringComparer.Ordinal);
        foreach (var (word, form) in data.Meaning.Forms)
            if (learned.TryGetValue(form, out var alternatives))
                all.TryAdd(Key(word), alternatives);
        return new(all);
    }

    /// <summary>As a table looks a word up.</summary>
    private static string Key(string word) => string.Join(' ', TextAnalysis.For(TextAnalysis.Neutral).Terms(word));
}
