using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

/// <summary>
/// The documents, as a release keeps them. Indexes are made of them in memory when they are first asked for, so that a
/// release is whole by itself. Safe for concurrent use.
/// </summary>
/// <param name="Language">How their words become terms.</param>
/// <param name="Documents">Ids unique.</param>
public sealed record Corpus(string Language, IReadOnlyList<TextDocument> Documents)
{
    private static readonly string[] TitleNames = ["title", "name"];
    private static readonly string[] BodyNames = ["body", "text", "abstract", "description", "content"];
    private static readonly string[] AgeNames = ["published", "updated", "date", "year"];
    private readonly ConcurrentDictionary<string, Lazy<TextIndex>> indexes = new(StringComparer.Ordinal);
    private readonly Lazy<DocumentTerms> terms = new(() => new(Language, Documents));
    private readonly Lazy<Fields> fields = new(() => Fields.Of(Documents));
    private readonly Lazy<double[]> ages = new(() => Ages(Documents));

    /// <summary>The field that names a document; null where none does.</summary>
    [JsonIgnore]
    public string? Title => fields.Value.Title;

    /// <summary>The field with the text itself.</summary>
    [JsonIgnore]
    public string Body => fields.Value.Body;

    /// <summary>All text fields.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Texts => fields.Value.Texts;

    /// <summary>The fields that can be filtered by and counted.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Keywords => fields.Value.Keywords;

    /// <summary>The terms of each document.</summary>
    [JsonIgnore]
    internal DocumentTerms Terms => terms.Value;

    /// <summary>The share of the documents that are not newer than one, by the first number of such a name; 0 where there is none.</summary>
    internal double Freshness(int place) => ages.Value[place];

    /// <summary>The index of a plan.</summary>
    internal TextIndex Index(RetrievalPlan plan) =>
        indexes
            .GetOrAdd(
                string.Join(' ', plan.Fields.Select(f => FormattableString.Invariant($"{f.Name}^{f.Boost}"))),
                _ => new(() => Make(plan))
            )
            .Value;

    private static double[] Ages(IReadOnlyList<TextDocument> documents)
    {
        var shares = new double[documents.Count];
        if (AgeNames.FirstOrDefault(name => documents.Any(d => d.Numbers.ContainsKey(name))) is not { } field)
            return shares;
        double[] sorted = [.. documents.Select(d => d.Numbers.GetValueOrDefault(field, double.MinValue)).Order()];
        for (var place = 0; place < shares.Length; place++)
            if (documents[place].Numbers.TryGetValue(field, out var own))
                shares[place] = NotAbove(sorted, own) / (double)sorted.Length;
        return shares;
    }

    /// <summary>How many of the sorted numbers are not above one of them.</summary>
    private static int NotAbove(double[] sorted, double own)
    {
        var at = Array.BinarySearch(sorted, own);
        while (at + 1 < sorted.Length && sorted[at + 1] == own)
            at++;
        return at + 1;
    }

    private TextIndex Make(RetrievalPlan plan)
    {
        var searched = plan.Fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return TextIndex.InMemory(
            new([.. plan.Fields])
            {
                Keywords = fields.Value.Keywords,
                Numbers = fields.Value.Numbers,
                Language = Language,
            },
            Documents.Select(d =>
                d with
                {
                    Texts = d.Texts.Where(t => searched.Contains(t.Key)).ToDictionary(StringComparer.Ordinal),
                }
            )
        );
    }

    private sealed record Fields(
        string? Title,
        string Body,
        IReadOnlyList<string> Texts,
        IReadOnlyList<string> Keywords,
        IReadOnlyList<string> Numbers
    )
    {
        public static Fields Of(IReadOnlyList<TextDocument> documents)
        {
            var lengths = documents
                .SelectMany(d => d.Texts)
                .GroupBy(t => t.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Sum(t => (long)t.Value.Length), StringComparer.Ordinal);
            var title = TitleNames.FirstOrDefault(lengths.ContainsKey);
            // Without a field of such a name it is the longest.
            var body =
                BodyNames.FirstOrDefault(lengths.ContainsKey)
                ?? lengths.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).First().Key;
            return new(
                title,
                body,
                Names(lengths.Keys),
                Names(documents.SelectMany(d => d.Keywords.Keys)),
                Names(documents.SelectMany(d => d.Numbers.Keys))
            );
        }

        private static string[] Names(IEnumerable<string> names) =>
            [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
