using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;
using Ninefold.Models;
using Ninefold.Models.Content;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Neighbors;
using static Ninefold.Systems.VideoRecommendation.VideoRecommendationSystem;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>What proposes videos.</summary>
/// <param name="Catalogue">What is known of the videos.</param>
/// <param name="Users">Who was known at training time.</param>
/// <param name="Candidates">Proposes from who watched what.</param>
/// <param name="Content">Proposes what is described alike.</param>
/// <param name="OfASource">How many videos each source is asked for.</param>
internal sealed record Retrieval(
    Catalogue Catalogue,
    Vocabulary Users,
    Learned<ICandidateSource> Candidates,
    ContentModel Content,
    int OfASource
);

/// <summary>The stages of the flow; training replays the first ones, so that the ranker learns from what it will be given.</summary>
internal static class VideoFlow
{
    /// <summary>What fills a shelf up, named as a source.</summary>
    public const string MostWatched = "most-watched";

    private const int ForTheRanker = 200;
    private const int ToExplore = 10; // beyond what is shown
    private static readonly TimeSpan SourceTime = TimeSpan.FromMilliseconds(20);

    /// <summary>What the visitor watched before now; what was just liked comes last.</summary>
    public static async ValueTask<ReadOnlyMemory<Interaction>> History(Visit visit, Catalogue catalogue, Call call)
    {
        var watched = visit.User is { } user
            ? await call.History(VideoFeatures.Watched, user, catalogue.Numbers).ConfigureAwait(false)
            : default;
        var liked = (visit.Liked ?? []).Select(catalogue.Numbers.Find).Where(video => video >= 0).Distinct().ToList();
        if (liked.Count == 0)
            return watched;
        var now = call.Now.ToUnixTimeMilliseconds();
        return (Interaction[])
            [.. watched.Span, .. liked.Select((video, i) => new Interaction(video, 5, now - liked.Count + i))];
    }

    /// <summary>What is known of the visitor.</summary>
    public static async ValueTask<VisitProfile> Profile(
        Visit visit,
        ReadOnlyMemory<Interaction> history,
        Catalogue catalogue,
        Call call
    )
    {
        var somebody = visit.User ?? ""; // nobody is called so, and has watched nothing
        var read = await call.Read((VideoFeatures.Viewer, somebody), (VideoFeatures.ViewerRatings, somebody))
            .ConfigureAwait(false);
        return new(catalogue, history.Span, read[0], read[1], call.Now.ToUnixTimeMilliseconds());
    }

    /// <summary>Asks every source side by side; their lists are merged.</summary>
    public static ValueTask<CandidateSet> Candidates(
        Visit visit,
        ReadOnlyMemory<Interaction> history,
        Retrieval from,
        Call call
    )
    {
        var user = visit.User is { } id ? from.Users.Find(id) : -1;
        var query = new CandidateQuery(user, history, call.Now.ToUnixTimeMilliseconds(), from.OfASource);
        return call.Gather(
            SourceTime,
            Sources(from),
            query,
            one => $"{from.Catalogue.Titles[one.Item]} ({one.Score:0.###})"
        );
    }

    /// <summary>The members of a fused source, and what is described alike; or the one source of a lower rung.</summary>
    public static IReadOnlyList<NamedSource> Sources(Retrieval from) =>
        from.Candidates.Model is FusedSourcesModel fused
            ? [.. fused.Members, new NamedSource("content", from.Content)]
            : [new NamedSource(from.Candidates.Rung, from.Candidates.Model)];

    /// <summary>Makes one list of the sources'.</summary>
    public static MergedCandidates Merge(CandidateSet found, Retrieval from) => new(found, [.. Weights(from)]);

    private static IEnumerable<(string Source, double Weight)> Weights(Retrieval from) =>
        from.Candidates.Model is FusedSourcesModel fused
            ? fused.Members.Select((m, i) => (m.Name, fused.Weights[i]))
            : [(from.Candidates.Rung, 1)];

    /// <summary>Leaves out what was watched and what the visitor did not ask for; the best of the rest go to the ranker.</summary>
    public static Proposal[] Allowed(
        Visit visit,
        ReadOnlyMemory<Interaction> history,
        MergedCandidates merged,
        VisitProfile profile
    )
    {
        var mayBeShown = Rules(visit, history, profile.Catalogue);
        return
        [
            .. merged
                .Found.All()
                .Where(c => mayBeShown(c.Item))
                .Select(c => new Proposal(c, merged, profile))
                .OrderByDescending(p => p.Retrieval)
                .ThenBy(p => p.Video)
                .Take(ForTheRanker),
        ];
    }

    /// <summary>
    /// Where too little was found (a rare genre, somebody who has watched most of it, sources that are down), the most
    /// watched videos that may be shown follow.
    /// </summary>
    public static IReadOnlyList<ScoredItem> FillUp(
        IReadOnlyList<ScoredItem> list,
        int count,
        Visit visit,
        ReadOnlyMemory<Interaction> history,
        Catalogue catalogue
    )
    {
        if (list.Count >= count)
            return list;
        var mayBeShown = Rules(visit, history, catalogue);
        var there = list.Select(one => one.Item).ToHashSet();
        var below = list.Count == 0 ? 0 : list[^1].Score;
        return
        [
            .. list,
            .. catalogue
                .MostWatched.Where(video => !there.Contains(video) && mayBeShown(video))
                .Take(count - list.Count)
                .Select((video, place) => new ScoredItem(video, below - place - 1)),
        ];
    }

    /// <summary>Whether a video may be shown: it was not watched, and is of a genre that was asked for.</summary>
    private static Func<int, bool> Rules(Visit visit, ReadOnlyMemory<Interaction> history, Catalogue catalogue)
    {
        var watched = new HashSet<int>();
        foreach (var one in history.Span)
            watched.Add(one.Item);
        var genres = visit.Genres is { Count: > 0 } wanted ? wanted.ToHashSet(StringComparer.OrdinalIgnoreCase) : null;
        return video => !watched.Contains(video) && (genres is null || catalogue.Genres[video].Any(genres.Contains));
    }

    /// <summary>Proposals by score, best first; equal ones by number.</summary>
    public static ScoredItem[] Rank(Proposal[] proposals, double[] scores) =>
        [
            .. proposals
                .Select((p, i) => new ScoredItem(p.Video, (float)scores[i]))
                .OrderByDescending(p => p.Score)
                .ThenBy(p => p.Item),
        ];

    /// <summary>Proposals by the sources' merged scores.</summary>
    public static ScoredItem[] ByRetrieval(Proposal[] proposals) =>
        Rank(proposals, [.. proposals.Select(p => p.Retrieval)]);

    /// <summary>Blends the ranker's list with the sources' own, and puts the shelf together.</summary>
    public static Shelf Shelf(
        Visit visit,
        ReadOnlyMemory<Interaction> history,
        CandidateSet found,
        ScoredItem[] ranked,
        Proposal[] unseen,
        Parts parts,
        Call call
    )
    {
        var (catalogue, knobs, now) = (parts.Catalogue, parts.Knobs, call.Now.ToUnixTimeMilliseconds());
        var blended = call.Stage(
            "blender",
            () => Fusion.ReciprocalRank(60, ranked.Length, new(ranked, knobs.RankerWeight), new(ByRetrieval(unseen))),
            orElse: () => ranked,
            list => Describe(list, catalogue)
        );
        var fresh = call.Stage(
            "freshness",
            () =>
                knobs.Freshness == 0
                    ? blended
                    : new FreshnessBoost(knobs.Freshness, knobs.FreshnessHalfLifeDays).Rerank(
                        blended,
                        catalogue.PublishedAt,
                        now
                    ),
            orElse: () => blended,
            list => Describe(list, catalogue)
        );
        var varied = call.Stage(
            "diversity",
            () =>
                new MaximalMarginalRelevance(knobs.Relevance).Rerank(
                    [.. fresh.Take(3 * visit.Count + ToExplore)],
                    visit.Count + ToExplore,
                    catalogue.Similarity
                ),
            orElse: () => fresh,
            list => Describe(list, catalogue)
        );
        var enough = call.Stage(
            "fill up",
            () => FillUp(varied, visit.Count + ToExplore, visit, history, catalogue),
            orElse: () => varied,
            list => Describe(list, catalogue)
        );
        var shown = call.Stage(
            "exploration",
            () => new EpsilonGreedy(call.Live ? knobs.Exploration : 0).Explore(enough, visit.Count, call.Random)
        );
        var because = call.Stage(
            "reasons",
            () => Reasons(history, found, shown, parts, now),
            orElse: () => new string?[shown.Length]
        );
        var rows = found.All().ToDictionary(c => c.Item);
        return new([
            .. shown.Select(
                (s, place) =>
                    new ShelfVideo(
                        catalogue.Ids[s.Item],
                        catalogue.Titles[s.Item],
                        catalogue.Years[s.Item] is > 0 and var year ? year : null,
                        catalogue.Genres[s.Item],
                        s.Score,
                        s.Probability,
                        rows.TryGetValue(s.Item, out var row) ? row.BestSource() : MostWatched,
                        because[place]
                    )
            ),
        ]);
    }

    /// <summary>A list in words, for a call that explains itself.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<ScoredItem> list, Catalogue catalogue) =>
        list.Take(10).Select(one => $"{catalogue.Titles[one.Item]} ({one.Score:0.###})");

    private static string?[] Reasons(
        ReadOnlyMemory<Interaction> history,
        CandidateSet found,
        ShownItem[] shown,
        Parts parts,
        long now
    )
    {
        var neighbours = Sources(parts.Retrieval).Select(s => s.Source).OfType<ItemToItemModel>().FirstOrDefault();
        var query = new CandidateQuery(-1, history, now, 1);
        return
        [
            .. shown.Select(s =>
                neighbours?.Explain(query, s.Item) is [var most, ..] ? parts.Catalogue.Titles[most.Item] : null
            ),
        ];
    }
}
