using CsCheck;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Models.Content;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Popularity;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class VideoFlowTests
{
    private const int Videos = 30;
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_000_000);
    private static readonly string[] Genres = ["Drama", "Comedy", "Horror"];

    private static readonly Catalogue Movies = new(
        [.. Enumerable.Range(0, Videos).Select(v => $"id{v}")],
        [.. Enumerable.Range(0, Videos).Select(v => $"Movie {v}")],
        new int[Videos],
        [.. Enumerable.Range(0, Videos).Select(v => (string[])[Genres[v % 3]])],
        [.. Enumerable.Range(0, Videos).Select(v => Videos - v)]
    );

    private static readonly Retrieval Fused = new(
        Movies,
        new(["ann"]),
        new(
            "candidates",
            "fused",
            new FusedSourcesModel(
                [new("rising", Popular([.. Enumerable.Range(0, 10)])), new("other", Popular([5, 20, 21]))],
                [1, .1]
            )
        ),
        new ContentBased().Fit(new ItemContent(new(Movies.Ids), Movies.Genres), new(1)),
        OfASource: 8
    );

    [Fact]
    public async Task What_was_just_liked_comes_last_and_before_now_and_what_is_unknown_is_left_out()
    {
        var history = await Of(new("ann", Liked: ["id4", "gone", "id2", "id4"]));
        Assert.Equal([9, 4, 2], history.Select(h => h.Item));
        Assert.Equal(history.OrderBy(h => h.At), history);
        Assert.All(history, h => Assert.True(h.At < Now.ToUnixTimeMilliseconds()));
        Assert.Equal([9], (await Of(new("ann"))).Select(h => h.Item));
        Assert.Empty(await Of(new("stranger")));
        Assert.Empty(await Of(new()));

        static async Task<Interaction[]> Of(Visit visit) =>
            (await VideoFlow.History(visit, Movies, NewCall())).ToArray();
    }

    [Fact]
    public async Task The_members_of_a_fusion_and_the_content_are_asked_side_by_side()
    {
        var call = NewCall();
        var visit = new Visit("ann");
        var found = await VideoFlow.Candidates(visit, await VideoFlow.History(visit, Movies, call), Fused, call);
        Assert.Equal(["rising", "other", "content"], found.Sources);
        Assert.Equal(8, found.All().Count(c => c.Rank("rising") >= 0)); // as many as each source is asked for
        Assert.All(
            found.All().Where(c => c.Rank("content") >= 0),
            c => Assert.Contains("Drama", Movies.Genres[c.Item])
        );
        var merged = VideoFlow.Merge(found, Fused);
        var five = found.All().Single(c => c.Item == 5);
        Assert.Equal(merged.Score(five, "rising") + .1 * merged.Score(five, "other"), merged.Sum(five), 1e-6);
    }

    [Fact]
    public async Task A_lower_rung_is_a_single_source()
    {
        var one = Fused with { Candidates = new("candidates", "most-popular", Popular([3, 1])) };
        var call = NewCall();
        var found = await VideoFlow.Candidates(new(), default, one, call);
        Assert.Equal(["most-popular"], found.Sources);
        Assert.Equal([3, 1], found.All().Select(c => c.Item));
        Assert.Equal([1, 0], found.All().Select(VideoFlow.Merge(found, one).Sum));
    }

    [Fact]
    public async Task What_was_watched_or_is_of_another_genre_is_not_proposed()
    {
        var call = NewCall();
        var visit = new Visit("ann", Liked: ["id0"], Genres: ["drama"]);
        var history = await VideoFlow.History(visit, Movies, call);
        var found = await VideoFlow.Candidates(visit, history, Fused, call);
        var allowed = VideoFlow.Allowed(
            visit,
            history,
            VideoFlow.Merge(found, Fused),
            VisitProfileTests.Of(Movies, history.Span, Now.ToUnixTimeMilliseconds())
        );
        Assert.NotEmpty(allowed);
        Assert.All(allowed, p => Assert.True(p.Video % 3 == 0 && p.Video is not (0 or 9)));
        Assert.Equal(allowed.OrderByDescending(p => p.Retrieval).ThenBy(p => p.Video), allowed);
    }

    [Fact]
    public void A_short_list_is_filled_up_with_the_most_watched_that_may_be_shown() =>
        Gen.Select(
                Gen.Shuffle(Enumerable.Range(0, Videos).ToArray(), 0, Videos),
                Gen.Int[0, 40],
                Gen.Int[0, Videos - 1].Array[0, 20],
                Gen.Int[-1, 2]
            )
            .Sample(
                (listed, count, watched, genre) =>
                {
                    ScoredItem[] list = [.. listed.Select((v, i) => new ScoredItem(v, -i / 2))];
                    var visit = new Visit(Genres: genre < 0 ? null : [Genres[genre]]);
                    Interaction[] history = [.. watched.Select(v => new Interaction(v, 1, 0))];
                    var full = VideoFlow.FillUp(list, count, visit, history, Movies);
                    var expected = Enumerable
                        .Range(0, Videos)
                        .Where(v => !listed.Contains(v) && !watched.Contains(v) && (genre < 0 || v % 3 == genre));
                    Assert.Equal(
                        listed.Concat(expected.Take(Math.Max(0, count - listed.Length))),
                        full.Select(f => f.Item)
                    );
                    Assert.Equal(full.OrderByDescending(f => f.Score), full); // a stable sort: nothing moves
                }
            );

    [Fact]
    public void Ranking_is_by_score_and_then_by_number()
    {
        var found = new CandidateSet(
            ["a"],
            [
                [new(3, 2), new(1, 2), new(2, 1)],
            ]
        );
        var profile = VisitProfileTests.Of(Movies, [], 0);
        var merged = new MergedCandidates(found, [("a", 1)]);
        Proposal[] proposals = [.. found.All().Select(c => new Proposal(c, merged, profile))];
        Assert.Equal([2, 1, 3], VideoFlow.Rank(proposals, [0, 0, 5]).Select(s => s.Item));
        Assert.Equal([1, 3, 2], VideoFlow.ByRetrieval(proposals).Select(s => s.Item));
        Assert.Equal(
            ["Movie 1 (1)", "Movie 3 (1)", "Movie 2 (0)"],
            VideoFlow.Describe(VideoFlow.ByRetrieval(proposals), Movies)
        );
    }

    private static PopularityModel Popular(int[] videos) =>
        new(videos, [.. videos.Select((_, place) => (float)(videos.Length - place))]);

    /// <summary>Somebody who watched video 9 long ago.</summary>
    private static Call NewCall()
    {
        var store = new FeatureStore();
        store.Fill(VideoFeatures.Watched, Interactions.From(new(["ann"]), new(Movies.Ids), [(0, new(9, 4, 10))]));
        return new(new CallOptions(Now, 1, store, []));
    }
}
