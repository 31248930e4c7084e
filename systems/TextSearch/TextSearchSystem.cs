using Ninefold.Data;
using Ninefold.Experiments;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Runs;
using Ninefold.Problems;
using Ninefold.Text.Indexing;
using Ninefold.Text.Queries;

namespace Ninefold.Systems.TextSearch;

/// <summary>Finds documents for a query in words: corrected, retrieved, ranked, with snippets, facets and reasons.</summary>
public sealed class TextSearchSystem : MlSystem<SearchQuery, SearchPage, Judgements, TextSearchSystem.Parts>
{
    private static readonly TimeSpan RankerTime = TimeSpan.FromMilliseconds(20);

    /// <summary>What a release holds.</summary>
    /// <param name="Corpus">The documents.</param>
    /// <param name="Spelling">Corrects queries.</param>
    /// <param name="Meaning">The vectors of words and documents.</param>
    /// <param name="Plan">How words are searched.</param>
    /// <param name="Synonyms">What serves for words of a query.</param>
    /// <param name="Blend">How what the words found and what means the like become one list.</param>
    /// <param name="Ranker">Orders what was found.</param>
    public sealed record Parts(
        Corpus Corpus,
        SpellingModel Spelling,
        Meaning Meaning,
        Learned<RetrievalPlan> Plan,
        Learned<SynonymTable> Synonyms,
        Learned<Blend> Blend,
        Learned<FeatureScorer> Ranker
    )
    {
        /// <summary>What finds documents on a rung.</summary>
        internal Retrieval Retrieving(SearchRung rung) =>
            rung == SearchRung.Bm25
                ? new(Corpus, Spelling, Meaning, RetrievalPlan.Body(Corpus))
                : new(Corpus, Spelling, Meaning, Plan.Model) { Synonyms = Synonyms.Model, Blend = Blend.Model };
    }

    /// <inheritdoc/>
    public override Problem Problem => SearchProblem.Statement; // 1

    /// <inheritdoc/>
    public override IReadOnlyList<Metric<SearchPage, Judgements>> Metrics => SearchMetrics.Ranking; // 2

    /// <inheritdoc/>
    public override IReadOnlyList<Slice<Case<SearchQuery, Judgements>>> Slices => SearchData.Slices;

    /// <inheritdoc/>
    public override async ValueTask<SearchPage> Predict(SearchQuery request, Parts parts, Call call) // 3
    {
        var from = parts.Retrieving(request.Rung);
        var typed = call.Stage("query", () => ParsedQuery.Parse(request.Query));
        var query = call.Stage(
            "spelling",
            () => SearchFlow.Correct(request, typed, from),
            orElse: () => typed,
            corrected => [corrected.Text]
        );
        if (SearchFlow.UnknownFields(request, parts.Corpus) is { Count: > 0 } unknown)
            return SearchFlow.Nothing(unknown, parts.Corpus);
        var found = await SearchFlow.Find(request, query, from, call).ConfigureAwait(false);
        IReadOnlyList<RankedDocument> ranked = found.Documents;
        if (request.Rung == SearchRung.Released)
        {
            var proposals = call.Stage("features", () => SearchFlow.Proposals(found, from), orElse: () => []);
            ranked = await call.Stage(
                    "ranker",
                    RankerTime,
                    _ => SearchFlow.Rank(proposals, call.Score<Proposal>(parts.Ranker, proposals), found),
                    orElse: () => [.. found.Documents],
                    list => list.Take(10).Select(d => $"{d.Id} ({d.Score:0.###})")
                )
                .ConfigureAwait(false);
        }
        call.Watch("in_vain", found.Documents.Count == 0 ? 1 : 0);
        return SearchFlow.Page(request, found, ranked, parts, call);
    }

    /// <inheritdoc/>
    public override Architecture Architecture => SearchProblem.Around;

    /// <inheritdoc/>
    public override Task<Dataset<SearchQuery, Judgements>> Collect(Run run) => SearchData.Collect(run); // 4

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureSet> Features => [SearchFeatures.Proposals]; // 5

    /// <inheritdoc/>
    public override Parts Train(Past<SearchQuery, Judgements> past, Run run) => SearchTraining.Train(past, run); // 6

    /// <inheritdoc/>
    public override IEnumerable<string> Validate(SearchQuery request) // 7
    {
        if (string.IsNullOrWhiteSpace(request.Query))
            yield return "'query' must hold something to search for; it is empty.";
        else if (request.Query.Length > ParsedQuery.Longest)
            yield return $"'query' may have {ParsedQuery.Longest:N0} characters; got {request.Query.Length:N0}.";
        if (request.Page is < 1 or > SearchQuery.MostPages)
            yield return $"'page' must be 1 to {SearchQuery.MostPages}; got {request.Page}.";
        if (request.Language is { } language && !TextAnalysis.Languages.Contains(language))
            yield return $"'language' must be one of {string.Join(", ", TextAnalysis.Languages)}; got '{language}'.";
        if (request.Filters?.Any(f => f.Value is null || f.Value.Contains(null!)) == true)
            yield return "'filters' may not hold null.";
        if (request.Filters is { Count: > 20 } || request.Filters?.Any(f => f.Value is { Count: > 100 }) == true)
            yield return "'filters' may hold 20 fields of 100 values each.";
        if (request.Searcher is { Length: 0 or > 128 })
            yield return $"'searcher' must be 1 to 128 characters, or left out; got {request.Searcher.Length}.";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<SearchQuery> Examples =>
        [new("editing raster image"), new("edting raster image"), new("\"heat transfer\" wing"), new("image", Page: 2)];

    /// <inheritdoc/>
    public override string? Subject(SearchQuery request) => request.Searcher;

    /// <inheritdoc/>
    public override IEnumerable<Impression> Impressions(SearchPage page) =>
        page.Results.Select((document, place) => new Impression(document.Id, place, 1));

    /// <inheritdoc/>
    public override IEnumerable<Observation> Outcomes(Case<SearchQuery, Judgements> past) => SearchData.Clicks(past); // 8

    /// <inheritdoc/>
    public override Operations Operations =>
        new()
        {
            Budget = TimeSpan.FromMilliseconds(100),
            Success = "ndcg@10",
            SuccessKinds = [SearchClicks.Kind],
            RetrainAfter = TimeSpan.FromDays(7),
            Canary = new() { MinimumRequests = 50, Guardrails = [new ErrorRateGuardrail(.01)] },
        };
}
