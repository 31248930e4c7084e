using Ninefold.Features;
using Ninefold.Systems.TextSearch.Data;

namespace Ninefold.Systems.TextSearch;

/// <summary>A document that the first stage found, as the ranker sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">Its place in the first stage's list, from 0.</param>
/// <param name="Score">The first stage's score.</param>
/// <param name="Top">The first stage's highest score for this query.</param>
/// <param name="Title">BM25 of the title; 0 where documents have none.</param>
/// <param name="Body">BM25 of the text.</param>
/// <param name="Others">BM25 of all further fields together.</param>
/// <param name="Match">What it has of the query.</param>
/// <param name="Similarity">How alike its vector and the query's are, −1 to 1.</param>
/// <param name="Query">The query.</param>
internal sealed record Proposal(
    string Id,
    int Place,
    double Score,
    double Top,
    double Title,
    double Body,
    double Others,
    TermMatch Match,
    double Similarity,
    QueryTerms Query
)
{
    /// <summary>How much it is used, where the collection says so; else 0.</summary>
    public double Popularity => Number(PackageReader.Popularity);

    /// <summary>How large it is, where the collection says so; else 0.</summary>
    public double Size => Number(PackageReader.Size);

    /// <summary>The share of the documents that are not newer, where the collection says how old they are; else 0.</summary>
    public double Freshness => Query.Corpus.Freshness(Query.Corpus.Terms.PlaceOf(Id));

    private double Number(string field) =>
        Query.Corpus.Documents[Query.Corpus.Terms.PlaceOf(Id)].Numbers.GetValueOrDefault(field);
}

/// <summary>Step 5: what the ranker sees of a document, defined once for training and serving.</summary>
internal static class SearchFeatures
{
    /// <summary>A document found for a query.</summary>
    public static readonly FeatureSet<Proposal> Proposals = new("proposal")
    {
        {
            "retrieval",
            p => p.Score,
            null,
            "score of the first stage, with feedback and meaning where these were taken"
        },
        { "retrieval_share", p => p.Score / p.Top, null, "the same over the highest of the query" },
        { "place", p => 1.0 / (p.Place + 1), null, "1 / place in the first stage's list" },
        { "bm25_title", p => p.Title, null, "BM25 of the title, without feedback" },
        { "bm25_body", p => p.Body, null, "BM25 of the text, without feedback" },
        { "bm25_others", p => p.Others, null, "BM25 of the other fields, without feedback" },
        { "weight", p => p.Match.Weight, null, "share of what the query's terms tell that the document has" },
        { "terms", p => p.Match.Share, null, "share of the query's terms that the document has" },
        { "density", p => p.Match.Density, null, "its terms of the query over the shortest piece that has them all" },
        {
            "pairs",
            p => Math.Log(1 + p.Match.Pairs),
            null,
            "log(1 + pairs of the query's terms that follow each other)"
        },
        { "similarity", p => p.Similarity, null, "cosine of the query's vector and the document's" },
        { "length", p => Math.Log(1 + p.Match.Length), null, "log(1 + terms of the document)" },
        { "popularity", p => Math.Log(1 + p.Popularity), null, "log(1 + how much it is used)" },
        { "size", p => Math.Log(1 + p.Size), null, "log(1 + how large it is)" },
        { "freshness", p => p.Freshness, null, "share of the documents that are not newer" },
        { "query_terms", p => p.Query.Count, null, "how many terms the query has" },
        { "query_weight", p => p.Query.MeanWeight, null, "what its terms tell in the mean" },
    };
}
