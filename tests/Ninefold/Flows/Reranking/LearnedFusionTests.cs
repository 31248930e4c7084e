using Ninefold.Flows;
using Ninefold.Flows.Reranking;

namespace Ninefold.Tests.Flows.Reranking;

public class LearnedFusionTests
{
    private static readonly ScoredItem[] First = [new(5, 9), new(2, 8), new(7, 1)];
    private static readonly ScoredItem[] Second = [new(7, .3f), new(5, .1f)];

    [Fact]
    public void Presence_place_and_score_count_by_their_coefficients()
    {
        var fused = new LearnedFusion([.5, 1, 2, 0, 3, 1]).Fuse(9, First, Second);
        Assert.Equal([5, 7, 2], fused.Select(s => s.Item));
        Assert.Equal(.5 + 1 + 2 + (3 * 61.0 / 62), fused[0].Score, 5);
        Assert.Equal(.5 + (61.0 / 63) + 0 + 3 + 1, fused[1].Score, 5);
        Assert.Equal(.5 + (61.0 / 62) + (2 * .875), fused[2].Score, 5);
    }

    [Fact]
    public void A_source_may_find_nothing_but_not_be_missing()
    {
        var fusion = new LearnedFusion([0, 1, 0, 0, 1, 0]);
        Assert.Equal([5, 2], fusion.Fuse(2, First, []).Select(s => s.Item));
        Assert.Empty(fusion.Fuse(2, [], []));
        Assert.Contains(
            "trained with 2 lists, but got 1",
            Assert.Throws<ArgumentException>(() => fusion.Fuse(2, [First])).Message
        );
    }

    [Fact]
    public void Equal_scores_go_by_number() =>
        Assert.Equal(
            [1, 3, 8],
            new LearnedFusion([1, 0, 0])
                .Fuse(
                    3,
                    [
                        [new(3, 4), new(8, 4), new(1, 4)],
                    ]
                )
                .Select(s => s.Item)
        );
}
