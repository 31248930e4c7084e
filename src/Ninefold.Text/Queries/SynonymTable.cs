using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Queries;

/// <summary>Words and phrases that serve for others.</summary>
/// <param name="Alternatives">By word or phrase, in lower case without accents, what serves as well.</param>
public sealed record SynonymTable(IReadOnlyDictionary<string, IReadOnlyList<Alternative>> Alternatives)
{
    private const int LongestKey = 4;

    /// <summary>
    /// Reads rules, one a line: <c>car, automobile</c> for words that serve for each other, <c>tv => television, set</c>
    /// for one direction. Empty lines and those that begin with # are passed over.
    /// </summary>
    /// <param name="lines">The rules.</param>
    /// <param name="weight">What a synonym counts beside the word that was typed, in (0, 1].</param>
    /// <exception cref="InvalidDatasetException">Rules are broken; the first are listed with their lines.</exception>
    public static SynonymTable Parse(IEnumerable<string> lines, double weight = .8)
    {
        if (!(weight is > 0 and <= 1))
            throw new ArgumentException($"The weight of synonyms must be above 0 and at most 1, got {weight}.");
        var (table, faults, number) = (new Dictionary<string, List<Alternative>>(), new Faults(), 0);
        foreach (var line in lines.Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var sides = line.Split("=>");
            var (from, to) = (Listed(sides[0]), Listed(sides[^1]));
            if (sides.Length > 2 || from.Length == 0 || to.Length == 0 || (sides.Length == 1 && from.Length < 2))
                faults.Add($"line {number}: 'a, b' or 'a => b' is needed, got '{line}'.");
            else
                foreach (var key in from)
                foreach (var other in to.Where(t => t != key))
                {
                    if (!table.TryGetValue(key, out var own))
                        table[key] = own = [];
                    if (own.All(a => a.Text != other))
                        own.Add(new(other, weight));
                }
        }
        faults.ThrowIfAny("The synonyms cannot be read");
        return new(table.ToDictionary(t => t.Key, IReadOnlyList<Alternative> (t) => t.Value));
    }

    /// <summary>
    /// The query with what serves as well: a word or phrase gets its alternatives; several words in a row that stand for
    /// another get it as an optional piece.
    /// </summary>
    public ParsedQuery Expand(ParsedQuery query)
    {
        QueryClause[] clauses =
        [
            .. query.Clauses.Select(c =>
                c.Kind is ClauseKind.Word or ClauseKind.Phrase
                && Alternatives.TryGetValue(Normal(c.Text), out var alternatives)
                    ? c with
                    {
                        Alternatives = [.. c.Alternatives, .. alternatives],
                    }
                    : c
            ),
        ];
        var added = new List<QueryClause>();
        for (var start = 0; start < clauses.Length; start++)
        for (var count = 2; count <= LongestKey && start + count <= clauses.Length; count++)
        {
            var row = clauses.AsSpan(start, count).ToArray();
            if (row.Any(c => c.Kind != ClauseKind.Word))
                break;
            if (Alternatives.TryGetValue(Normal(string.Join(' ', row.Select(c => c.Text))), out var alternatives))
                added.AddRange(
                    alternatives.Select(a => new QueryClause(
                        a.Text.Contains(' ') ? ClauseKind.Phrase : ClauseKind.Word,
                        a.Text
                    )
                    {
                        Weight = a.Weight * count, // it stands for so many words
                        IsOptional = true,
                    })
                );
        }
        return query with { Clauses = [.. clauses, .. added] };
    }

    private static string[] Listed(string side) =>
        [.. side.Split(',').Select(Normal).Where(s => s.Length > 0).Distinct()];

    private static string Normal(string text) => string.Join(' ', TextAnalysis.For(TextAnalysis.Neutral).Terms(text));
}
