using Ninefold.Features;

namespace Ninefold.Text.Indexing;

/// <summary>What an index holds, and how it scores. Fields and language are kept with it and cannot change; the rest may.</summary>
/// <param name="Texts">The fields that are searched, each with what it counts.</param>
public sealed record TextIndexOptions(params IReadOnlyList<TextField> Texts)
{
    /// <summary>Fields of exact values, to filter by and to count.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Fields of quantities, to filter by.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>How words become terms: one of <see cref="TextAnalysis.Languages"/>.</summary>
    public string Language { get; init; } = TextAnalysis.Neutral;

    /// <summary>BM25: how soon a word that comes again counts no more, at least 0.</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>BM25: how far long texts are marked down, from 0 for not at all to 1.</summary>
    public double B { get; init; } = .75;

    internal void Check()
    {
        var names = Texts.Select(t => t.Name).Concat(Keywords).Concat(Numbers).ToList();
        var twice = names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        _ = TextAnalysis.For(Language);
        Parameters.Check(
            nameof(TextIndexOptions),
            Texts.Count == 0 ? "Texts must name at least one field, got none" : null,
            names.Contains("") ? "a field must have a name, got an empty one" : null,
            twice.Count > 0 ? $"field names must differ, got {string.Join(", ", twice)} more than once" : null,
            Texts.FirstOrDefault(t => !(t.Boost > 0 && double.IsFinite(t.Boost))) is { } wrong
                ? $"the boost of '{wrong.Name}' must be finite and above 0, got {wrong.Boost}"
                : null,
            Parameters.AtLeast(K1, 0),
            Parameters.Within(B, 0, Math.BitIncrement(1))
        );
    }

    /// <summary>What must stay the same as long as the index lives.</summary>
    internal string Layout =>
        $"language {Language}; texts {string.Join(", ", Texts.Select(t => t.Name))}; keywords {string.Join(", ", Keywords)}; "
        + $"numbers {string.Join(", ", Numbers)}";
}

/// <summary>A field that is searched.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Boost">What its scores are multiplied by, above 0.</param>
public sealed record TextField(string Name, double Boost = 1);
