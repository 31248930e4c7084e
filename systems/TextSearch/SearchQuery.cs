using System.Text.Json.Serialization;
using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

/// <summary>How far up the ladder an answer is made.</summary>
public enum SearchRung
{
    /// <summary>As released: found, then ranked.</summary>
    Released,

    /// <summary>As the first stage found it, without the ranker.</summary>
    Retrieval,

    /// <summary>BM25 over the text alone.</summary>
    Bm25,
}

/// <summary>Somebody searches.</summary>
/// <param name="Query">What was typed: words, <c>"phrases"</c>, beginnings <c>foo*</c>, near spellings <c>foo~</c>.</param>
/// <param name="Filters">Keyword fields, each with the values that are wanted: one of them must be there.</param>
/// <param name="Page">Which ten results, 1 to 100.</param>
/// <param name="Language">The language of the query, one that the index knows; null for that of the documents.</param>
/// <param name="Exact">Whether words are searched as they are typed, without correction.</param>
/// <param name="Rung">How far up the ladder the answer is made: the page compares them.</param>
/// <param name="Searcher">Who searches, such as a session; experiments keep to it. Null for nobody known.</param>
public sealed record SearchQuery(
    string Query,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Filters = null,
    int Page = 1,
    string? Language = null,
    bool Exact = false,
    SearchRung Rung = SearchRung.Released,
    string? Searcher = null
)
{
    /// <summary>The highest page that may be asked for.</summary>
    public const int MostPages = 100;

    /// <summary>How many results a page has.</summary>
    public const int OfAPage = 10;
}

/// <summary>A page of what was found.</summary>
/// <param name="Results">Best first.</param>
/// <param name="Total">How many documents have words of the query; those that only mean the like come beside them.</param>
/// <param name="Facets">How often each value of each keyword field was found, most frequent first.</param>
/// <param name="Corrected">What was searched in place of what was typed; null where that was searched.</param>
/// <param name="Notes">What was done to the query, and why nothing was found where nothing was: sentences.</param>
public sealed record SearchPage(
    IReadOnlyList<FoundDocument> Results,
    int Total,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets,
    string? Corrected,
    IReadOnlyList<string> Notes
)
{
    /// <summary>What was searched for beside the words of the query: words and phrases that serve for them.</summary>
    public IReadOnlyList<string> AlsoSearched { get; init; } = [];

    /// <summary>The ids of all that was ranked, further pages included: what metrics judge.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Ranked { get; init; } = [];
}

/// <summary>A document that was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, or its id where it has none.</param>
/// <param name="Score">What it was ranked by; only the order means something.</param>
/// <param name="Snippets">Its best piece of each field that has words of the query, with the words marked.</param>
/// <param name="Keywords">What it can be filtered by.</param>
/// <param name="Why">What its place comes from, the most telling first, where the request asks for an explanation.</param>
public sealed record FoundDocument(
    string Id,
    string Title,
    double Score,
    IReadOnlyDictionary<string, Snippet> Snippets,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Keywords,
    IReadOnlyList<string> Why
);

/// <summary>What was judged relevant to a query.</summary>
/// <param name="Documents">Ids.</param>
/// <param name="Grades">The grade of each, above 0.</param>
public sealed record Judgements(IReadOnlyList<string> Documents, IReadOnlyList<double> Grades);
