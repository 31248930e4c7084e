using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Text.Queries;
using static Ninefold.Systems.TextSearch.TextSearchSystem;

namespace Ninefold.Systems.TextSearch;

/// <summary>
/// Step 6. The rungs of the first stage learn nothing from judgements, so that all past queries judge them. The ranker
/// learns from what the chosen rung returns for the training queries, and is chosen on the validation queries.
/// </summary>
internal static class SearchTraining
{
    /// <summary>What <c>Collect</c> keeps.</summary>
    public const string Documents = "corpus";

    private static readonly IReadOnlyList<ITrainer<Corpus, RetrievalPlan>> Rungs =
    [
        new RetrievalRung("bm25"),
        new RetrievalRung("bm25-fields") { AllFields = true },
        new RetrievalRung("bm25-fields-feedback") { AllFields = true, Feedback = true },
        new RetrievalRung("bm25-feedback") { Feedback = true },
    ];

    public static Parts Train(Past<SearchQuery, Judgements> past, Run run)
    {
        var corpus = run.Kept<Corpus>(Documents);
        var spelling = run.Fit(
            "spelling",
            new SpellingTrainer(),
            corpus.Documents.SelectMany(d => d.Texts.Values).ToList()
        );
        var plan = run.Climb(
            "retrieval",
            corpus,
            chosen => Judge(new(corpus, spelling, chosen), [.. past.Train, .. past.Validation], run),
            new AveragePrecisionAtK(),
            new RungBudget(),
            Rungs
        );
        var retrieval = new Retrieval(corpus, spelling, plan.Model);
        var ranker = run.Climb(
            "ranker",
            SearchFeatures.Proposals,
            run.Replay("found for the training queries", SearchFeatures.Proposals, past.Train, retrieval, Proposals),
            run.Replay("found for the validation", SearchFeatures.Proposals, past.Validation, retrieval, Proposals),
            new Ndcg(10).OverGroups(),
            new ByFeature("retrieval"),
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
            }
        );
        return new(corpus, spelling, plan, ranker);
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
            judged.Add(new(retrieval.Search(query), SearchMetrics.Relevant(one.Outcome), one.Group));
        }
        return judged;
    }
}
