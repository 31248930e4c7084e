using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class RankBiasedPrecisionTests
{
    [Fact]
    public void Each_rank_counts_by_the_chance_to_reach_it() =>
        Assert.Equal(
            .2 * (1 + .64),
            new RankBiasedPrecision(.8).Compute([Rows.List(["a", "x", "b"], ["a", "b"])]),
            1e-12
        );

    [Fact]
    public void Without_end_all_relevant_gives_1()
    {
        string[] ids = [.. Enumerable.Range(0, 200).Select(i => $"{i}")];
        Assert.Equal(1, new RankBiasedPrecision(.5).Compute([Rows.List(ids, Relevance.Of(ids))]), 1e-12);
    }

    [Fact]
    public void A_persistence_outside_0_to_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankBiasedPrecision(1));
}
