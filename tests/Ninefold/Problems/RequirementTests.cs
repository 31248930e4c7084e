using Ninefold.Problems;

namespace Ninefold.Tests.Problems;

public sealed class RequirementTests
{
    [Theory]
    [InlineData(.5, true)]
    [InlineData(.51, true)]
    [InlineData(.49, false)]
    [InlineData(double.NaN, false)]
    public void A_floor_is_met_from_its_limit_upwards(double value, bool met) =>
        Assert.Equal(met, Require.AtLeast("ndcg@10", .5).Hold(value, "any").Met);

    [Theory]
    [InlineData(50, true)]
    [InlineData(50.1, false)]
    [InlineData(double.NaN, false)]
    public void A_ceiling_is_met_up_to_its_limit(double value, bool met) =>
        Assert.Equal(met, Require.AtMost(Measurements.P99, 50).Hold(value, "any").Met);

    [Theory]
    [InlineData(.0001, true)]
    [InlineData(0, false)]
    [InlineData(-.1, false)]
    public void A_rival_is_beaten_where_the_whole_interval_is_above_zero(double low, bool met) =>
        Assert.Equal(met, Require.BeatsHeuristic("ndcg@10").Hold(low, "any").Met);

    [Fact]
    public void A_floor_bound_to_a_data_set_is_only_reported_on_another()
    {
        var floor = Require.AtLeast("ndcg@10", .5, on: "movies");
        Assert.False(floor.Hold(.1, "movies").Met);
        var elsewhere = floor.Hold(.1, "songs");
        Assert.Null(elsewhere.Met);
        Assert.Equal((.1, "songs", floor), (elsewhere.Value, elsewhere.Dataset, elsewhere.Requirement));
    }

    [Fact]
    public void What_was_not_measured_is_neither_met_nor_missed()
    {
        Assert.Null(Require.AtLeast("ndcg@10", .5).Hold(null, "any").Met);
        Assert.Null(Require.Beats("item-knn", "ndcg@10").Hold(null, "any").Met);
    }

    [Fact]
    public void Each_says_in_one_line_what_it_demands_and_whether_it_is_about_speed()
    {
        Requirement[] all =
        [
            Require.AtLeast("ndcg@10", .055),
            Require.AtMost(Measurements.P99, 50),
            Require.BeatsHeuristic("ndcg@10"),
            Require.Beats("item-knn", "ndcg@10"),
        ];
        Assert.Equal(
            [
                "ndcg@10 at least 0.055",
                "p99_ms at most 50",
                "ndcg@10 better than the heuristic",
                "ndcg@10 better than item-knn",
            ],
            all.Select(r => r.Name)
        );
        Assert.Equal([false, true, false, false], all.Select(r => r.IsSpeed));
    }
}
