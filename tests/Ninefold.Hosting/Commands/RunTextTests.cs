using Ninefold.Hosting.Commands;
using Ninefold.Problems;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class RunTextTests
{
    [Theory]
    [InlineData("ndcg@10", .2, "here", "met")]
    [InlineData("ndcg@10", .05, "here", "MISSED")]
    [InlineData("p50_ms", .05, "here", "missed on this machine now")]
    [InlineData("ndcg@10", .05, "there", "not applicable: stated for here")]
    [InlineData("ndcg@10", null, "here", "not applicable")]
    public void A_missed_quality_a_slow_machine_and_other_data_are_told_apart(
        string metric,
        double? value,
        string data,
        string said
    ) => Assert.Equal(said, RunText.Verdict(Require.AtLeast(metric, .1, on: "here").Hold(value, data), quick: false));

    [Fact]
    public void The_value_of_a_comparison_is_the_low_end_of_the_difference()
    {
        Assert.Equal("+0.0200 at least", RunText.Value(Require.BeatsHeuristic("ndcg@10").Hold(.02, "here")));
        Assert.Equal("0.02", RunText.Value(Require.AtLeast("ndcg@10", .1).Hold(.02, "here")));
        Assert.Equal("not measured", RunText.Value(Require.AtLeast("ndcg@10", .1).Hold(null, "here")));
    }
}
