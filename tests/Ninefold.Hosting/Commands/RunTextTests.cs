using Ninefold.Hosting.Commands;
using Ninefold.Models.Runs;
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
    public void A_search_is_told_with_what_it_gained_and_set()
    {
        KnobTrial[] trials =
        [
            new(new Dictionary<string, string>(), .5, 1),
            new(new Dictionary<string, string> { ["leaves"] = "7" }, .625, 1),
        ];
        Assert.Equal(
            "risk: 2 trials, auc 0.5000 → 0.6250 by leaves 7",
            RunText.Text(new KnobSearchReport("risk", "auc", trials, 1))
        );
        var told = new KnobSearchReport("risk", "auc", trials, 1)
        {
            Importance = [new("leaves", .62), new("rate", .1)],
        };
        Assert.EndsWith("by leaves 7; of the variance leaves 62 %, rate 10 %", RunText.Text(told));
        Assert.Equal("risk: of two", RunText.Text(new KnobSearchReport("risk", "auc", trials, 0) { Why = "of two" }));
        Assert.EndsWith("by the start", RunText.Text(new KnobSearchReport("risk", "auc", trials, 0)));
    }

    [Fact]
    public void The_value_of_a_comparison_is_the_low_end_of_the_difference()
    {
        Assert.Equal("+0.0200 at least", RunText.Value(Require.BeatsHeuristic("ndcg@10").Hold(.02, "here")));
        Assert.Equal("0.02", RunText.Value(Require.AtLeast("ndcg@10", .1).Hold(.02, "here")));
        Assert.Equal("not measured", RunText.Value(Require.AtLeast("ndcg@10", .1).Hold(null, "here")));
    }
}
