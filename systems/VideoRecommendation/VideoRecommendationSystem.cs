using Ninefold.Data;
using Ninefold.Experiments;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Content;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Recommends the videos that somebody will want to watch next; tried on movies.</summary>
public sealed class VideoRecommendationSystem : MlSystem<Visit, Shelf, Watched, VideoRecommendationSystem.Parts>
{
    /// <summary>What a release holds.</summary>
    /// <param name="Catalogue">What is known of the videos.</param>
    /// <param name="Users">Who was known at training time.</param>
    /// <param name="Candidates">Proposes videos from who watched what.</param>
    /// <param name="Content">Proposes videos that are described alike.</param>
    /// <param name="Ranker">Orders what was proposed.</param>
    /// <param name="Knobs">How lists are put together.</param>
    public sealed record Parts(
        Catalogue Catalogue,
        Vocabulary Users,
        Learned<ICandidateSource> Candidates,
        ContentModel Content,
        Learned<FeatureScorer> Ranker,
        Knobs Knobs
    )
    {
        /// <summary>What proposes videos, without what orders them.</summary>
        internal Retrieval Retrieval => new(Catalogue, Users, Candidates, Content, Knobs.CandidatesOfASource);
    }

    private static readonly TimeSpan RankerTime = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public override Problem Problem => VideoProblem.Statement; // 1

    /// <inheritdoc/>
    public override IReadOnlyList<Metric<Shelf, Watched>> Metrics => VideoMetrics.Ranking; // 2

    /// <inheritdoc/>
    public override IReadOnlyList<Metric<Shelf, Watched>> MetricsWith(Parts parts) =>
        VideoMetrics.Lists(parts.Catalogue);

    /// <inheritdoc/>
    public override IReadOnlyList<Slice<Case<Visit, Watched>>> Slices => VideoData.Slices;

    /// <inheritdoc/>
    public override async ValueTask<Shelf> Predict(Visit visit, Parts parts, Call call) // 3
    {
        var history = await call.StageAsync("history", () => VideoFlow.History(visit, parts.Catalogue, call))
            .ConfigureAwait(false);
        var found = await VideoFlow.Candidates(visit, history, parts.Retrieval, call).ConfigureAwait(false);
        var merged = call.Stage("merge", () => VideoFlow.Merge(found, parts.Retrieval));
        var profile = await call.StageAsync("profile", () => VideoFlow.Profile(visit, history, parts.Catalogue, call))
            .ConfigureAwait(false);
        var unseen = call.Stage("seen and rules", () => VideoFlow.Allowed(visit, history, merged, profile));
        var ranked = await call.Stage(
                "ranker",
                RankerTime,
                _ => VideoFlow.Rank(unseen, call.Score<Proposal>(parts.Ranker, unseen)),
                orElse: () => VideoFlow.ByRetrieval(unseen),
                list => VideoFlow.Describe(list, parts.Catalogue)
            )
            .ConfigureAwait(false);
        return VideoFlow.Shelf(visit, history, found, ranked, unseen, parts, call);
    }

    /// <inheritdoc/>
    public override Architecture Architecture => VideoProblem.Around;

    /// <inheritdoc/>
    public override Task<Dataset<Visit, Watched>> Collect(Run run) => VideoData.Collect(run); // 4

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureSet> Features => [VideoFeatures.Proposals]; // 5

    /// <inheritdoc/>
    public override IReadOnlyList<HistoryView> Histories => [VideoFeatures.Watched];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureView> Views => VideoFeatures.Views;

    /// <inheritdoc/>
    public override Parts Train(Past<Visit, Watched> past, Run run) => VideoTraining.Train(past, run); // 6

    /// <inheritdoc/>
    public override IEnumerable<string> Validate(Visit visit) // 7
    {
        if (visit.Count is < 1 or > Visit.MostVideos)
            yield return $"'count' must be 1 to {Visit.MostVideos}; got {visit.Count}.";
        if (visit.User is { Length: 0 or > 128 })
            yield return $"'user' must be 1 to 128 characters, or left out for somebody new; got {visit.User.Length}.";
        if (visit.Liked is { Count: > 1000 })
            yield return $"'liked' may hold 1,000 ids; got {visit.Liked.Count}.";
        if (visit.Genres is { Count: > 100 })
            yield return $"'genres' may hold 100 names; got {visit.Genres.Count}.";
        if (visit.Liked?.Contains(null!) == true)
            yield return "'liked' may not hold null.";
        if (visit.Genres?.Contains(null!) == true)
            yield return "'genres' may not hold null.";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Visit> Examples =>
        [new("1"), new("15", 20), new(Liked: ["260"], Genres: ["Sci-Fi"]), new()];

    /// <inheritdoc/>
    public override string? Subject(Visit visit) => visit.User;

    /// <inheritdoc/>
    public override IEnumerable<Impression> Impressions(Shelf shelf) =>
        shelf.Videos.Select((video, place) => new Impression(video.Id, place, video.Probability));

    /// <inheritdoc/>
    public override IEnumerable<Observation> Outcomes(Case<Visit, Watched> past) => VideoData.Ratings(past); // 8

    /// <inheritdoc/>
    public override Operations Operations =>
        new()
        {
            Budget = TimeSpan.FromMilliseconds(50),
            Success = "hit_rate@10",
            SuccessKinds = ["click", "watch"],
            AbTestRequests = 2000,
            RetrainAfter = TimeSpan.FromDays(1),
            Canary = new() { MinimumRequests = 50, Guardrails = [new ErrorRateGuardrail(.01)] },
        };
}
