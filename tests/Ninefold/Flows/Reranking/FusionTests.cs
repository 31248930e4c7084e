using CsCheck;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;

namespace Ninefold.Tests.Flows.Reranking;

public class FusionTests
{
    private static readonly ScoredItem[] First = [new(5, 9), new(2, 8), new(7, 1)];
    private static readonly ScoredItem[] Second = [new(7, .3f), new(5, .1f)];

    [Fact]
    public void Reciprocal_ranks_add_up() =>
        Assert.Equal(
            [new(7, (1f / 63) + (2f / 61)), new(5, (1f / 61) + (2f / 62)), new(2, 1f / 62)],
            Fusion.ReciprocalRank(60, 9, new(First), new(Second, 2)),
            (a, b) => a.Item == b.Item && Math.Abs(a.Score - b.Score) < 1e-6
        );

    [Fact]
    public void Scores_are_stretched_and_weighted() =>
        Assert.Equal(
            [new(5, 1f), new(2, .875f), new(7, .5f)],
            Fusion.WeightedSum(9, new(First), new(Second, .5), new([]))
        );

    [Fact]
    public void One_list_keeps_its_order_and_equal_scores_go_by_number()
    {
        Assert.Equal([5, 2, 7], Fusion.ReciprocalRank(0, 9, new WeightedList(First)).Select(s => s.Item));
        Assert.Equal(
            [1, 3, 8],
            Fusion.WeightedSum(3, new WeightedList([new(3, 4), new(8, 4), new(1, 4)])).Select(s => s.Item)
        );
        Assert.Equal(2, Fusion.ReciprocalRank(60, 2, new(First), new(Second)).Length);
    }

    [Fact]
    public void The_order_of_the_lists_does_not_matter() =>
        Gen.Shuffle(Enumerable.Range(0, 12).ToArray())
            .Array[2]
            .Sample(orders =>
            {
                var lists = orders
                    .Select(o => o.Select((item, place) => new ScoredItem(item, -place)).ToArray())
                    .ToArray();
                Assert.Equal(
                    Fusion.ReciprocalRank(60, 5, new(lists[0]), new(lists[1])),
                    Fusion.ReciprocalRank(60, 5, new(lists[1]), new(lists[0]))
                );
            });

    [Fact]
    public void A_negative_weight_is_refused() =>
        Assert.Contains(
            "got -1",
            Assert.Throws<ArgumentException>(() => Fusion.WeightedSum(3, new WeightedList(First, -1))).Message
        );
}
