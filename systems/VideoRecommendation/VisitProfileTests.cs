using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Flows;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class VisitProfileTests
{
    private static readonly Catalogue Movies = new(
        ["a", "b", "c"],
        ["A", "B", "C"],
        [1990, 2000, 0],
        [
            ["Drama"],
            ["Drama", "Comedy"],
            ["Horror"],
        ],
        [0, 9, 99]
    );

    [Fact]
    public void It_is_the_mean_of_what_was_watched()
    {
        var profile = Of(Movies, [new(0, 2, 1), new(1, 3, 2), new(2, 4, 3)], 4);
        Assert.Equal(4, profile.Now);
        Assert.Equal(1995, profile.MeanYear); // the one whose year is unknown does not count
        Assert.Equal((0 + Math.Log(10) + Math.Log(100)) / 3, profile.MeanPopularity, 1e-12);
        Assert.Equal((1 + .5 + 0) / 3, profile.GenreLikeness(0), 1e-12);
    }

    [Fact]
    public void Likeness_looks_at_the_latest_twenty_only()
    {
        Interaction[] history = [new(2, 1, 0), .. Enumerable.Range(1, 20).Select(at => new Interaction(0, 1, at))];
        Assert.Equal((1, 0), (Likeness(history, 0), Likeness(history, 2)));
        Assert.Equal(.05, Likeness(history[..20], 2), 1e-12);

        static double Likeness(Interaction[] history, int video) => Of(Movies, history, 99).GenreLikeness(video);
    }

    [Fact]
    public void Without_a_history_nothing_is_known()
    {
        var profile = Of(Movies, [], 4);
        Assert.All(
            [profile.MeanYear, profile.MeanPopularity, profile.GenreLikeness(0)],
            value => Assert.Equal(double.NaN, value)
        );
    }

    [Fact]
    public void A_proposal_says_where_it_was_found()
    {
        var found = new CandidateSet(
            ["a", "b", "c"],
            [
                [new(2, 5), new(1, 3)],
                [new(1, 9)],
                [],
            ]
        );
        var merged = new MergedCandidates(found, [("a", 2), ("b", 1)]);
        var proposal = new Proposal(found[1], merged, Of(Movies, [], 4));
        Assert.Equal((1, 2000, 2), (proposal.Video, proposal.Year, proposal.SourcesThatFound));
        Assert.Equal((.5, 1, 0), (proposal.PlaceIn("a"), proposal.PlaceIn("b"), proposal.PlaceIn("c")));
        Assert.Equal((0, 1), (proposal.In("a"), proposal.In("b")));
        Assert.Equal((1, Math.Log(10)), (proposal.Retrieval, proposal.Popularity));
        Assert.Equal(double.NaN, new Proposal(found[0], merged, proposal.Profile).Year);
    }

    /// <summary>A profile of somebody of whom the views know nothing.</summary>
    internal static VisitProfile Of(Catalogue catalogue, ReadOnlySpan<Interaction> history, long now)
    {
        var (store, at) = (new FeatureStore(), DateTimeOffset.FromUnixTimeMilliseconds(now));
        store.Fill(VideoFeatures.Views, []);
        return new(
            catalogue,
            history,
            store.Read(VideoFeatures.Viewer, "", at),
            store.Read(VideoFeatures.ViewerRatings, "", at),
            now
        );
    }
}
