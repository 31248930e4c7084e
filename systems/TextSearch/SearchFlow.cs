using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Serving;
using Ninefold.Text.Indexing;
using Ninefold.Text.Queries;
using static Ninefold.Systems.TextSearch.TextSearchSystem;

namespace Ninefold.Systems.TextSearch;

/// <summary>The stages of the flow; training replays the first ones, so that the ranker learns from what it will be given.</summary>
internal static class SearchFlow
{
    public const int ForTheRanker = 100;
    public const int Depth = SearchQuery.MostPages * SearchQuery.OfAPage;
    private const string MeaningSource = "meaning";
    private const int SnippetLength = 220;
    private const int FacetValues = 12;
    private static readonly TimeSpan FeedbackTime = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan MeaningTime = TimeSpan.FromMilliseconds(20);
    public static readonly PseudoRelevanceFeedback Feedback = new() { Documents = 5 };

    /// <summary>
    /// Corrects the words that no document has; a word that is there is never changed, nor one of another language than
    /// the documents'.
    /// </summary>
    public static ParsedQuery Correct(SearchQuery request, ParsedQuery typed, Retrieval from)
    {
        if (
            request.Exact
            || (request.Language ?? from.Corpus.Language) != from.Corpus.Language
            || typed.Clauses.All(c => IsThere(c.Text, from))
        )
            return typed;
        var corrected = from.Spelling.Correct(typed).Query.Clauses;
        QueryClause[] clauses =
        [
            .. typed.Clauses.Zip(corrected, (own, other) => own == other || IsThere(own.Text, from) ? own : other),
        ];
        return clauses.SequenceEqual(typed.Clauses) ? typed : new(string.Join(' ', clauses.Select(Typed)), clauses);
    }

    /// <summary>
    /// Finds documents by words and, where the blend asks for it, by meaning, side by side. Before its words are searched the
    /// query gets its synonyms, and where the plan says so the terms of the best documents.
    /// </summary>
    public static async ValueTask<Found> Find(SearchQuery request, ParsedQuery query, Retrieval from, Call call)
    {
        var filters = Filters(request);
        var alike = from.Blend.Kind == BlendKind.WordsAlone ? null : Alike(request, query, from, call).AsTask();
        var meant =
            from.Synonyms.Alternatives.Count == 0
                ? query
                : call.Stage(
                    "synonyms",
                    () => from.Synonyms.Expand(query),
                    orElse: () => query,
                    also => Also(query, also)
                );
        var searched = from.Plan.Feedback
            ? await call.Stage(
                    "feedback",
                    FeedbackTime,
                    _ => Feedback.Expand(meant, from.Index, filters),
                    orElse: () => meant,
                    Describe
                )
                .ConfigureAwait(false)
            : meant;
        var answer = call.Stage(
            "retrieval",
            () =>
                from.Index.Search(
                    new(searched)
                    {
                        Filters = filters,
                        Facets = from.Corpus.Keywords,
                        FacetValues = FacetValues,
                        // Who waits sees one page; metrics judge all that is found.
                        Count = call.Live ? Math.Max(ForTheRanker, request.Page * SearchQuery.OfAPage) : Depth,
                        Documents = false,
                    }
                ),
            describe: found => found.Hits.Take(10).Select(h => $"{h.Id} ({h.Score:0.###})")
        );
        var words = answer.Hits.Select(h => new RankedDocument(h.Id, h.Score, null)).ToArray();
        if (alike is null)
            return new(answer, words, query, meant);
        var meaning = await alike.ConfigureAwait(false);
        var both = call.Stage(
            "blend",
            () => from.Blended(words, [.. meaning.All().Select(c => new ScoredItem(c.Item, c.Score(MeaningSource)))]),
            orElse: () => words,
            list => list.Take(10).Select(d => $"{d.Id} ({d.Score:0.###})")
        );
        return new(answer, both, query, meant);
    }

    private static ValueTask<CandidateSet> Alike(SearchQuery request, ParsedQuery query, Retrieval from, Call call)
    {
        var wanted = (request.Filters ?? new Dictionary<string, IReadOnlyList<string>>())
            .Where(f => f.Value.Count > 0)
            .ToList();
        var documents = from.Corpus.Documents;
        var filter =
            wanted.Count == 0
                ? default
                : new ItemFilter(place =>
                    wanted.All(f => documents[place].Keywords.GetValueOrDefault(f.Key)?.Any(f.Value.Contains) == true)
                );
        return call.Gather(
            MeaningTime,
            [new(MeaningSource, new AlikeDocuments(from.Meaning, from.Encode(query), filter))],
            new(-1, default, call.Now.ToUnixTimeMilliseconds(), ForTheRanker),
            item => $"{documents[item.Item].Id} ({item.Score:0.###})"
        );
    }

    /// <summary>What a query is searched for beside its words.</summary>
    public static IEnumerable<string> Also(ParsedQuery query, ParsedQuery meant) =>
        meant
            .Clauses.SelectMany(c => c.Alternatives.Select(a => a.Text))
            .Concat(meant.Clauses.Skip(query.Clauses.Count).Select(c => c.Text))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The fields of a request that the documents do not have.</summary>
    public static IReadOnlyList<string> UnknownFields(SearchQuery request, Corpus corpus) =>
        [.. (request.Filters ?? new Dictionary<string, IReadOnlyList<string>>()).Keys.Except(corpus.Keywords)];

    /// <summary>The best that were found, with what the ranker sees of them.</summary>
    public static Proposal[] Proposals(Found found, Retrieval from)
    {
        var hits = found.Documents.Take(ForTheRanker).ToList();
        if (hits.Count == 0)
            return [];
        var corpus = from.Corpus;
        var index = corpus.Index(RetrievalPlan.All(corpus)); // whatever the plan searches
        var scores = index.FieldScores(found.Meant, [.. hits.Select(h => h.Id)]);
        var others = scores.Keys.Where(field => field != corpus.Title && field != corpus.Body).ToList();
        var query = new QueryTerms(corpus, found.Query, [.. found.Query.Words.SelectMany(index.Terms)]);
        var meaning = from.Encode(found.Query);
        return
        [
            .. hits.Select(
                (hit, place) =>
                    new Proposal(
                        hit.Id,
                        place,
                        hit.Score,
                        hits[0].Score,
                        corpus.Title is { } title && scores.TryGetValue(title, out var own) ? own[place] : 0,
                        scores[corpus.Body][place],
                        others.Sum(field => scores[field][place]),
                        query.Match(corpus.Terms.PlaceOf(hit.Id)),
                        from.Meaning.Similarity(meaning, hit.Id),
                        query
                    )
            ),
        ];
    }

    /// <summary>Proposals by score, best first; equal ones as they were found. What the ranker did not see follows.</summary>
    public static RankedDocument[] Rank(Proposal[] proposals, double[] scores, Found found) =>
        Follow(
            [.. proposals.Select((p, i) => new RankedDocument(p.Id, scores[i], p)).OrderByDescending(d => d.Score)],
            found.Documents.Skip(proposals.Length)
        );

    /// <summary>Documents, and below them others in their order.</summary>
    public static RankedDocument[] Follow(RankedDocument[] first, IEnumerable<RankedDocument> others)
    {
        var below = first.Length > 0 ? first[^1].Score : 0;
        return [.. first, .. others.Select((one, place) => one with { Score = below - place - 1 })];
    }

    /// <summary>Puts the page together: titles, snippets, and where it was asked for, what each score comes from.</summary>
    public static SearchPage Page(
        SearchQuery request,
        Found found,
        IReadOnlyList<RankedDocument> ranked,
        Parts parts,
        Call call
    )
    {
        var retrieval = parts.Retrieving(request.Rung);
        var shown = ranked.Skip((request.Page - 1) * SearchQuery.OfAPage).Take(SearchQuery.OfAPage).ToList();
        var hits = call.Stage<IReadOnlyList<SearchHit>>(
            "snippets",
            () => retrieval.Index.Describe(found.Meant, [.. shown.Select(s => s.Id)], SnippetLength, call.Explains),
            orElse: () => []
        );
        var byId = hits.ToDictionary(h => h.Id, StringComparer.Ordinal);
        return new(
            [.. shown.Select(s => Result(s, byId.GetValueOrDefault(s.Id), parts, call))],
            found.Answer.Total,
            found.Answer.Facets,
            found.Query.Text == request.Query ? null : found.Query.Text,
            [.. Notes(request, found, parts.Corpus)]
        )
        {
            Ranked = [.. ranked.Select(r => r.Id)],
            AlsoSearched = [.. Also(found.Query, found.Meant)],
        };
    }

    /// <summary>The answer to a request with filters that no document could meet.</summary>
    public static SearchPage Nothing(IReadOnlyList<string> unknown, Corpus corpus) =>
        new(
            [],
            0,
            new Dictionary<string, IReadOnlyList<FacetCount>>(),
            null,
            [
                $"No document has the field {string.Join(", ", unknown.Select(f => $"'{f}'"))} to filter by. There are: {string.Join(", ", corpus.Keywords.DefaultIfEmpty("none"))}.",
            ]
        );

    private static FoundDocument Result(RankedDocument one, SearchHit? hit, Parts parts, Call call)
    {
        var document = parts.Corpus.Documents[parts.Corpus.Terms.PlaceOf(one.Id)];
        return new(
            one.Id,
            parts.Corpus.Title is { } title ? document.Texts.GetValueOrDefault(title, one.Id) : one.Id,
            one.Score,
            hit?.Snippets ?? new Dictionary<string, Snippet>(),
            document.Keywords,
            call.Explains ? [.. Why(one, hit, parts, call)] : []
        );
    }

    private static IEnumerable<string> Why(RankedDocument one, SearchHit? hit, Parts parts, Call call)
    {
        foreach (var found in (hit?.Contributions ?? []).Take(4))
            yield return $"'{found.Words}' in its {found.Field}: {found.Score:0.00}";
        if (one.Proposal is { } proposal)
            foreach (var moved in call.TopContributions(parts.Ranker, proposal, 3))
                yield return $"{moved.Column} = {moved.Value:0.##} moves it {(moved.Amount > 0 ? "up" : "down")}";
    }

    private static IEnumerable<string> Notes(SearchQuery request, Found found, Corpus corpus)
    {
        if (request.Language is { } language && language != corpus.Language)
            yield return $"The documents are indexed as '{corpus.Language}'; a query in '{language}' is searched as if it were, and not corrected.";
        if (found.Answer.Relaxation is { } relaxation)
            yield return $"{relaxation}";
        if (found.Answer.Shortened is { } shortened)
            yield return shortened;
        if (found.Answer.Reason is { } reason)
            yield return reason;
    }

    private static SearchFilter[] Filters(SearchQuery request) =>
        [
            .. (request.Filters ?? new Dictionary<string, IReadOnlyList<string>>())
                .Where(f => f.Value.Count > 0)
                .Select(f => new KeywordFilter(f.Key, f.Value)),
        ];

    /// <summary>Whether some document has a word, or something serves for it.</summary>
    private static bool IsThere(string word, Retrieval from) =>
        from.Index.Terms(word).All(term => from.Corpus.Terms.Find(term) >= 0)
        || from.Synonyms.Expand(word).Clauses.Any(c => c.Alternatives.Count > 0);

    private static IEnumerable<string> Describe(ParsedQuery query) =>
        query.Clauses.Take(20).Select(c => $"{c.Text} ({c.Weight:0.###})");

    private static string Typed(QueryClause clause) =>
        clause.Kind switch
        {
            ClauseKind.Phrase => $"\"{clause.Text}\"",
            ClauseKind.Prefix => clause.Text + "*",
            ClauseKind.Fuzzy => clause.Text + "~",
            _ => clause.Text,
        };
}

/// <summary>What the first stage found.</summary>
/// <param name="Answer">What the words found, without its texts.</param>
/// <param name="Documents">The documents in order.</param>
/// <param name="Query">What was asked for, corrected.</param>
/// <param name="Meant">The same with its synonyms, without what feedback added.</param>
internal sealed record Found(
    SearchAnswer Answer,
    IReadOnlyList<RankedDocument> Documents,
    ParsedQuery Query,
    ParsedQuery Meant
);

/// <summary>A document in the order it is shown in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">What it was ordered by.</param>
/// <param name="Proposal">What the ranker saw of it; null where it saw nothing.</param>
internal sealed record RankedDocument(string Id, double Score, Proposal? Proposal);
