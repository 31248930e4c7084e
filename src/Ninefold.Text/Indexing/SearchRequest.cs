using Ninefold.Features;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Indexing;

/// <summary>How many words of a query a document must have.</summary>
public enum Match
{
    /// <summary>One; more raise the score.</summary>
    Any,

    /// <summary>All; where no document has, as many as one has.</summary>
    All,
}

/// <summary>What is asked of an index.</summary>
/// <param name="Query">The query, most often as text.</param>
public sealed record SearchRequest(ParsedQuery Query)
{
    /// <summary>How many words a document must have.</summary>
    public Match Match { get; init; } = Match.Any;

    /// <summary>All of them must hold.</summary>
    public IReadOnlyList<SearchFilter> Filters { get; init; } = [];

    /// <summary>The keyword fields whose values are counted over all that was found.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>How many values a facet has at most, at least 1.</summary>
    public int FacetValues { get; init; } = 10;

    /// <summary>How many of the best are passed over, for further pages: at least 0.</summary>
    public int Skip { get; init; }

    /// <summary>How many are wanted, at least 0.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Whether hits bring the fields of their documents: a re-ranker of many may do without, and reading them takes longest.</summary>
    public bool Documents { get; init; } = true;

    /// <summary>How many characters a snippet has at most, at least 20; 0 for no snippets.</summary>
    public int SnippetLength { get; init; }

    /// <summary>Whether each hit says what its score is made of.</summary>
    public bool Explain { get; init; }

    internal void Check(TextIndexOptions options)
    {
        var wrong = Facets
            .Concat(Filters.OfType<KeywordFilter>().Select(f => f.Field))
            .Where(f => !options.Keywords.Contains(f, StringComparer.Ordinal));
        var notNumbers = Filters
            .OfType<RangeFilter>()
            .Select(f => f.Field)
            .Where(f => !options.Numbers.Contains(f, StringComparer.Ordinal));
        Parameters.Check(
            nameof(SearchRequest),
            Unknown("keyword", wrong, options.Keywords),
            Unknown("number", notNumbers, options.Numbers),
            Parameters.AtLeast(FacetValues, 1),
            Parameters.AtLeast(Skip, 0),
            Parameters.AtLeast(Count, 0),
            (long)Skip + Count > MostHits
                ? $"Skip and Count must be {MostHits:N0} or less together, got {Skip + (long)Count}"
                : null,
            SnippetLength > 0 && !Documents ? "SnippetLength must be 0 where no Documents are wanted" : null,
            SnippetLength is 0 or >= 20 ? null : $"SnippetLength must be 0 or at least 20, got {SnippetLength}"
        );
    }

    private const int MostHits = 100_000;

    private static string? Unknown(string kind, IEnumerable<string> fields, IReadOnlyList<string> known) =>
        fields.Distinct().ToList() is { Count: > 0 } wrong
            ? $"a {kind} field must be one of [{string.Join(", ", known)}], got {string.Join(", ", wrong)}"
            : null;
}

/// <summary>Keeps some documents out of an answer.</summary>
/// <param name="Field">A keyword or a number field.</param>
public abstract record SearchFilter(string Field);

/// <summary>Keeps documents with one of some values.</summary>
/// <param name="Values">The values, exactly; none of them keeps nothing.</param>
public sealed record KeywordFilter(string Field, params IReadOnlyList<string> Values) : SearchFilter(Field);

/// <summary>Keeps documents with a number in a range, both ends included.</summary>
/// <param name="Least">The lower end; null for none.</param>
/// <param name="Most">The upper end; null for none.</param>
public sealed record RangeFilter(string Field, double? Least = null, double? Most = null) : SearchFilter(Field);
