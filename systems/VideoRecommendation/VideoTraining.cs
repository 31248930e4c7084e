using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models.Content;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
using Ninefold.Torch.Native;
using Ninefold.Torch.Tables;
using static Ninefold.Systems.VideoRecommendation.VideoRecommendationSystem;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>
/// Step 6. Sources climb their ladder on the validation part. The ranker learns from what the chosen sources really
/// return: trained on a part before the validation, with sources that know nothing of it, and chosen on the validation.
/// At last the sources learn from all the past.
/// </summary>
internal static class VideoTraining
{
    private const int HeldOutForRanker = 5;
    private const int CasesForRanker = 20_000;
    private const int CasesForKnobs = 2_000;

    private static readonly BoostedTrees Trees = new()
    {
        Leaves = 7,
        MinLeafRows = 100,
        LearningRate = .05,
        ColumnShare = .5,
    };

    private static readonly IReadOnlyList<ITabularTrainer> Rankers =
    [
        new ByFeature("retrieval"),
        new LogisticRegression(),
        Trees with
        {
            Objective = TreeObjective.LambdaRank,
        },
    ];

    private static readonly DeepCrossNetwork Crosses = new(Dropout: .1)
    {
        Training = new(Epochs: 10, BatchSize: 1024, Patience: 2),
    };

    // Trees of probabilities, since the network's scores are such.
    private static readonly IReadOnlyList<ITabularTrainer> NeuralRankers =
    [
        Crosses,
        new AveragedTrainers(Trees, Crosses),
    ];

    private static readonly SearchSpace<Knobs> KnobSpace = new()
    {
        { "ranker weight", new Choice<double>(.5, 1, 2, 4, 8), (knobs, value) => knobs with { RankerWeight = value } },
        { "relevance", new Choice<double>(.9, .95, .98), (knobs, value) => knobs with { Relevance = value } },
        { "freshness", new Choice<double>(.01, .02, .05), (knobs, value) => knobs with { Freshness = value } },
    };

    public static Parts Train(Past<Visit, Watched> past, Run run)
    {
        var neural = LibTorch.TryLoad(out var why);
        if (!neural && run.Climbs)
            run.Log.Line($"Going on without neural models: {why}");
        var videos = run.Kept<Videos>("videos");
        var train = VideoData.Interactions(videos, past.Train);
        var catalogue = Catalogue.Of(videos.Details, train);
        var content = run.Fit("content", new ContentBased(), Content(videos));

        var candidates = run.Climb(
            "candidates",
            train,
            source => Judge(source, past.Validation, videos, train),
            new RecallAtK(100),
            new RungBudget(),
            neural ? [.. VideoSources.Plain, .. VideoSources.Neural] : VideoSources.Plain
        );

        var knobs = new Knobs();
        var early = UserTimeSplit.Of(train, validation: 0, test: HeldOutForRanker, rehearsal: 0);
        var earlySources = run.Refit(candidates, early.Train);
        var before = new Retrieval(
            Catalogue.Of(videos.Details, early.Train),
            videos.Users,
            earlySources,
            content,
            knobs.CandidatesOfASource
        );
        var now = new Retrieval(catalogue, videos.Users, candidates, content, knobs.CandidatesOfASource);
        var earlyCases = early
            .TestCases.Select(h => VideoData.ToCase(train, h, h.Items.Span, long.MaxValue))
            .Take(CasesForRanker);
        var ranker = run.Climb(
            "ranker",
            VideoFeatures.Proposals,
            run.Replay("proposals before the validation", VideoFeatures.Proposals, [.. earlyCases], before, Proposals),
            run.Replay(
                "proposals of the validation",
                VideoFeatures.Proposals,
                [.. past.Validation.Take(CasesForRanker)],
                now,
                Proposals
            ),
            new Ndcg(10).OverGroups(),
            neural ? [.. Rankers, .. NeuralRankers] : Rankers
        );

        knobs = run.Tune(
            "knobs",
            past.Validation.Take(CasesForKnobs).ToList(),
            tried => new Parts(catalogue, videos.Users, candidates, content, ranker, tried),
            new VideoRecommendationSystem().Predict,
            VideoMetrics.Ranking[0],
            KnobSpace,
            knobs,
            trials: 8
        );

        var all = VideoData.Interactions(videos, [.. past.Train, .. past.Validation]);
        return new(Catalogue.Of(videos.Details, all), videos.Users, run.Refit(candidates, all), content, ranker, knobs);
    }

    /// <summary>What the ranker is given at a past visit, with what was watched then marked 1.</summary>
    internal static readonly Func<
        Case<Visit, Watched>,
        Retrieval,
        Call,
        ValueTask<IReadOnlyList<(Proposal, float)>>
    > Proposals = static async (past, retrieval, call) =>
    {
        var history = await VideoFlow.History(past.Request, retrieval.Catalogue, call).ConfigureAwait(false);
        var found = await VideoFlow.Candidates(past.Request, history, retrieval, call).ConfigureAwait(false);
        var profile = await VideoFlow.Profile(past.Request, history, retrieval.Catalogue, call).ConfigureAwait(false);
        var watched = past.Outcome.Videos.ToHashSet();
        return
        [
            .. VideoFlow
                .Allowed(past.Request, history, VideoFlow.Merge(found, retrieval), profile)
                .Select(p => (p, watched.Contains(retrieval.Catalogue.Ids[p.Video]) ? 1f : 0f)),
        ];
    };

    /// <summary>What a source proposes that was not watched before, beside what was watched next.</summary>
    private static List<Judged<IReadOnlyList<string>, Relevance>> Judge(
        ICandidateSource source,
        IReadOnlyList<Case<Visit, Watched>> cases,
        Videos videos,
        Interactions train
    )
    {
        var judged = new List<Judged<IReadOnlyList<string>, Relevance>>();
        foreach (var one in cases)
        {
            var user = videos.Users.Find(one.Request.User!);
            var history = train.Memory(user);
            var watched = history.Span.ToArray().Select(h => h.Item).ToHashSet();
            var query = new CandidateQuery(user, history, one.At.ToUnixTimeMilliseconds(), 100 + watched.Count);
            var list = source
                .Find(query)
                .Where(s => !watched.Contains(s.Item))
                .Take(100)
                .Select(s => videos.Ids[s.Item]);
            judged.Add(new([.. list], [.. one.Outcome.Videos], one.Group));
        }
        return judged;
    }

    private static ItemContent Content(Videos videos) =>
        new(
            videos.Ids,
            [
                .. videos.Details.Select(d =>
                    (IReadOnlyList<string>)[.. d.Tags, .. d.Year is { } year ? new[] { $"{year / 10}0s" } : []]
                ),
            ]
        );
}
