using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Text.Queries;
using Ninefold.Torch.Native;
using Ninefold.Torch.Ranking;
using static Ninefold.Systems.TextSearch.TextSearchSystem;

namespace Ninefold.Systems.TextSearch;

/// <summary>
/// Step 6. What words find, and by which synonyms, learns nothing from judgements, so that all past queries judge it. How
/// words and meaning are blended, and how the ranker orders what was found, is learned from the training queries and chosen
/// on the validation queries; the ranker learns from what the chosen rung returns for the training queries, and is chosen on the validation queries.
/// </summary>
internal static class SearchTraining
{
    /// <summary>What <c>Collect</c> keeps.</summary>
    public const string Documents = "corpus";

    /// <summary>What <c>Collect</c> keeps of the owner's synonyms.</summary>
    public const string Synonyms = "synonyms";

    /// <summary>Where the owner wrote none down.</summary>
    public static readonly SynonymTable NoSynonyms = new(new Dictionary<string, IReadOnlyList<Alternative>>());

    private static readonly IReadOnlyList<ITrainer<Corpus, RetrievalPlan>> Rungs =
    [
        new RetrievalRung("bm25"),
        new RetrievalRung("bm25-fields") { AllFields = true },
        new RetrievalRung("bm25-fields-feedback") { AllFields = true, Feedback = true },
        new RetrievalRung("bm25-feedback") { Feedback = true },
    ];

    private static readonly IReadOnlyList<ITrainer<SynonymSources, SynonymTable>> SynonymRungs =
    [
        new SynonymRung("as-written"),
        new SynonymRung("learned") { Learned = true },
    ];

    private static readonly IReadOnlyList<ITrainer<IReadOnlyList<SourceLists>, Blend>> Blends =
    [
        new BlendRung("words-alone", BlendKind.WordsAlone),
        new BlendRung("reciprocal-rank", BlendKind.ReciprocalRank),
        new BlendRung("weighted-sum", BlendKind.WeightedSum),
        new BlendRung("learned-fusion", BlendKind.Learned),
    ];

    private static readonly ITabularTrainer[] Rankers =
    [
        new ByFeature("retrieval"),
        new LinearRanker(),
        new LinearRegression(L2: 10),
        new BoostedTrees
        {
            Objective = TreeObjective.LambdaRank,
            Rounds = 300,
            Leaves = 7,
            MinLeafRows = 50,
            LearningRate = .05,
            ColumnShare = .5,
            L2 = 5,
        },
    ];

    public static Parts Train(Past<SearchQuery, Judgements> past, Run run)
    {
        var neural = LibTorch.TryLoad(out var why);
        if (!neural && run.Climbs)
            run.Log.Line($"Going on without a neural ranker: {why}");
        var corpus = run.Kept<Corpus>(Documents);
        var spelling = run.Fit(
            "spelling",
            new SpellingTrainer(),
            corpus.Documents.SelectMany(d => d.Texts.Values).ToList()
        );
        var meaning = run.Fit("meaning", new MeaningTrainer(), corpus);
        IReadOnlyList<Case<SearchQuery, Judgements>> all = [.. past.Train, .. past.Validation];
        var plan = run.Climb(
            "retrieval",
            corpus,
            chosen => Judge(new(corpus, spelling, meaning, chosen), all, run),
            new AveragePrecisionAtK(),
            new RungBudget(),
            Rungs
        );
        var byWords = new Retrieval(corpus, spelling, meaning, plan.Model);
        var synonyms = run.Climb(
            "synonyms",
            new SynonymSources(meaning, run.Kept<SynonymTable>(Synonyms)),
            chosen => Judge(byWords with { Synonyms = chosen }, all, run),
            new AveragePrecisionAtK(),
            new RungBudget(),
            SynonymRungs
        );
        byWords = byWords with { Synonyms = synonyms.Model };
        var validation = run.Step("sources of the validation", (past.Validation, byWords), Sources);
        var blend = run.Climb(
            "blend",
            run.Step("sources of the training queries", (past.Train, byWords), Sources),
            chosen => [.. validation.Select(lists => lists.Judge(chosen))],
            new AveragePrecisionAtK(),
            new RungBudget(),
            Blends
        );
        var retrieval = byWords with { Blend = blend.Model };
        var ranker = run.Climb(
            "ranker",
            SearchFeatures.Proposals,
            run.Replay("found for the training queries", SearchFeatures.Proposals, past.Train, retrieval, Proposals),
            run.Replay("found for the validation", SearchFeatures.Proposals, past.Validation, retrieval, Proposals),
            new Ndcg(10).OverGroups(),
            neural ? [.. Rankers, new NeuralRanker { Training = new(Epochs: 60, BatchSize: 16, Patience: 8) }] : Rankers
        );
        return new(corpus, spelling, meaning, plan, synonyms, blend, ranker);
    }

    /// <summary>What the ranker is given for a past query, with the grade of each document.</summary>
    internal static readonly Func<
        Case<SearchQuery, Judgements>,
        Retrieval,
        Call,
        ValueTask<IReadOnlyList<(Proposal, float)>>
    > Proposals = static async (past, retrieval, call) =>
    {
        var query = SearchFlow.Correct(past.Request, past.Request.Query, retrieval);
        var found = await SearchFlow.Find(past.Request, query, retrieval, call).ConfigureAwait(false);
        var relevant = SearchMetrics.Relevant(past.Outcome);
        return
        [
            .. SearchFlow
                .Proposals(found, retrieval)
                .Select(p => (p, (float)Math.Min(30, Math.Ceiling(relevant.GradeOf(p.Id))))),
        ];
    };

    private static readonly Func<
        (IReadOnlyList<Case<SearchQuery, Judgements>> Cases, Retrieval From),
        Run,
        IReadOnlyList<SourceLists>
    > Sources = static (input, run) =>
        [
            .. input.Cases.Select(one =>
            {
                run.Cancellation.ThrowIfCancellationRequested();
                var places = input.From.Corpus.Terms;
                var (words, meaning) = input.From.Sources(
                    SearchFlow.Correct(one.Request, one.Request.Query, input.From)
                );
                return new SourceLists(
                    words,
                    meaning,
                    [.. one.Outcome.Documents.Select(places.PlaceOf)],
                    one.Outcome.Grades,
                    one.Group
                );
            }),
        ];

    private static List<Judged<IReadOnlyList<string>, Relevance>> Judge(
        Retrieval retrieval,
        IReadOnlyList<Case<SearchQuery, Judgements>> cases,
        Run run
    )
    {
        var judged = new List<Judged<IReadOnlyList<string>, Relevance>>();
        foreach (var one in cases)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            var query = SearchFlow.Correct(one.Request, one.Request.Query, retrieval);
            var found = retrieval.ByWords(query, SearchFlow.Depth).Select(h => h.Id);
            judged.Add(new([.. found], SearchMetrics.Relevant(one.Outcome), one.Group));
        }
        return judged;
    }
}
