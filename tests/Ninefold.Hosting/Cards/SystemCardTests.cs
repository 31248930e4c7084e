using System.Text;
using Ninefold.Flows;
using Ninefold.Hosting.Cards;

namespace Ninefold.Hosting.Tests.Cards;

public sealed class SystemCardTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task A_card_has_the_nine_steps_and_the_measured_values()
    {
        var card = (await home.RunAsync("card", "sample")).Output;
        var report = home.Workspace.Runs.Latest("sample")!;
        Assert.StartsWith("---\nsystem: \"sample\"\n", card, StringComparison.Ordinal);
        Assert.Equal(2, card.Split('\n').Count(line => line == "---"));
        for (var step = 1; step <= 9; step++)
            Assert.Contains($"\n## {step}. ", card, StringComparison.Ordinal);
        Assert.Contains(
            $"| close_share better than the heuristic | {report.Requirements[0].Value:+0.0000} at least |",
            card,
            StringComparison.Ordinal
        );
        Assert.Contains($"release: \"{report.Release}\"", card, StringComparison.Ordinal);
        Assert.Contains("| district-rates |", card, StringComparison.Ordinal);
        Assert.Contains("s0_0[\"rent<br/>\"]", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_before_the_first_run_states_the_design_alone()
    {
        using var fresh = new SampleHome();
        var result = await fresh.RunAsync("card", "sample");
        Assert.Equal(0, result.Code);
        Assert.Contains("- close_share better than the heuristic", result.Output, StringComparison.Ordinal);
        Assert.Contains("Not measured yet", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Stages_of_one_lane_are_drawn_side_by_side()
    {
        var text = new StringBuilder();
        Diagrams.Trace(
            text,
            [
                new("als", 1, 0, 1, StageState.Ok, "10"),
                new("knn", 1, 0, 1, StageState.Ok, "\"7\""),
                new("rank", 2, 1, 1, StageState.Ok, "17"),
            ]
        );
        Assert.Contains("s0_0 & s0_1 --> s1_0", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("knn<br/>'7'", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_around_the_flow_is_drawn_with_what_passes()
    {
        var text = new StringBuilder();
        Diagrams.Architecture(
            text,
            new(
                [new("app", NodeKind.App, "asks"), new("log", NodeKind.Store, "keeps")],
                [new("app", "log", "clicks"), new("app", "nowhere", "nothing")]
            )
        );
        Assert.Contains("n1[(\"log\")]", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("n0 -- \"clicks\" --> n1", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("nothing", text.ToString(), StringComparison.Ordinal);
    }
}
