using Ninefold.Features;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Queries;

/// <summary>
/// RM3 (Abdul-Jaleel and others 2004): takes the best documents for relevant, estimates how probable each term is in them,
/// and mixes the likeliest with the query. Finds what the query has no word for; costs a second search.
/// </summary>
public sealed record PseudoRelevanceFeedback
{
    /// <summary>How many documents are taken for relevant, at least 1.</summary>
    public int Documents { get; init; } = 10;

    /// <summary>How many terms are added at most, at least 1.</summary>
    public int Terms { get; init; } = 30;

    /// <summary>What the query counts beside the added terms, above 0 and at most 1.</summary>
    public double QueryShare { get; init; } = .6;

    /// <summary>The query with terms of the documents that answer it best; the query itself where nothing does.</summary>
    /// <param name="query">The query.</param>
    /// <param name="index">What is searched.</param>
    /// <param name="filters">Those of the request: only what they keep is taken for relevant.</param>
    /// <exception cref="ArgumentException">A parameter is out of range; all faults are named.</exception>
    public ParsedQuery Expand(ParsedQuery query, TextIndex index, params IReadOnlyList<SearchFilter> filters)
    {
        Parameters.Check(
            nameof(PseudoRelevanceFeedback),
            Parameters.AtLeast(Documents, 1),
            Parameters.AtLeast(Terms, 1),
            Parameters.Above(QueryShare, 0),
            QueryShare > 1 ? $"QueryShare must be at most 1, got {QueryShare}" : null
        );
        var hits = index.Search(new(query) { Count = Documents, Filters = filters }).Hits;
        var pieces = query.Clauses.Count(c => !c.IsOptional);
        if (hits.Count == 0 || pieces == 0 || QueryShare >= 1)
            return query;
        var likeliest = Model(hits, index)
            .OrderByDescending(t => t.Value)
            .ThenBy(t => t.Key, StringComparer.Ordinal)
            .Take(Terms)
            .ToList();
        // The pieces of the query share its part evenly and keep their weight; the rest is scaled to it.
        var scale = (1 - QueryShare) / QueryShare * pieces / likeliest.Sum(t => t.Value);
        var added = likeliest.ToDictionary(t => t.Key, t => t.Value * scale, StringComparer.Ordinal);
        QueryClause[] own =
        [
            .. query.Clauses.Select(c =>
                c.Kind == ClauseKind.Word && index.Terms(c.Text) is [var term] && added.Remove(term, out var more)
                    ? c with
                    {
                        Weight = c.Weight + more,
                    }
                    : c
            ),
        ];
        var others = likeliest
            .Where(t => added.ContainsKey(t.Key))
            .Select(t => new QueryClause(ClauseKind.Term, t.Key) { Weight = added[t.Key], IsOptional = true });
        return query with { Clauses = [.. own, .. others] };
    }

    /// <summary>Σ over documents of the probability of the term in the document, weighted by the document's score.</summary>
    private static Dictionary<string, double> Model(IReadOnlyList<SearchHit> hits, TextIndex index)
    {
        var model = new Dictionary<string, double>(StringComparer.Ordinal);
        var total = hits.Sum(h => h.Score);
        foreach (var hit in hits)
        {
            string[] terms = [.. hit.Document.Texts.Values.SelectMany(index.Terms)];
            foreach (var term in terms)
                model[term] = model.GetValueOrDefault(term) + (hit.Score / total / terms.Length);
        }
        return model;
    }
}
