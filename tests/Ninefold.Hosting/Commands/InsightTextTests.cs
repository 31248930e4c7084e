using Ninefold.Hosting.Commands;
using Ninefold.Models.Runs;
using Ninefold.Models.Tuning;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class InsightTextTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    private RunReport Report(params IReadOnlyList<LadderReport> ladders) =>
        home.Workspace.Runs.Latest("sample")! with
        {
            Id = "looked-into",
            Ladders = ladders,
        };

    [Fact]
    public void What_was_found_out_is_told_line_by_line()
    {
        Assert.Equal(
            [
                "risk: trees relies on amount (0.0500): roc_auc lost where permuted",
                "risk: worst where night = 1 (120 rows): roc_auc 0.6100 [0.5500, 0.6700]",
                "risk: check of the training, overfit one batch: holds; trees learns 32 rows by heart: roc_auc 1.0000",
                "risk: check of the training, shuffled labels: DOES NOT HOLD; trees knows shuffled labels: look for rows that stand in both parts",
                "risk: more data or a better model? more data: twice as many rows gained 0.1000 at the end of the curve (up to 1,600 rows, drawn from 60,000 of training)",
            ],
            InsightText.Lines(Report(SampleInsight.Ladder))
        );
        Assert.Equal(
            ["risk: learning by stars left out: there are none"],
            InsightText.LeftOut(Report(SampleInsight.Ladder))
        );
    }

    [Fact]
    public void Of_a_run_before_there_were_insights_what_it_knows_is_told()
    {
        var old = SampleInsight.Ladder with { Rungs = [SampleInsight.Ladder.Rungs[0] with { Insight = null }] };
        Assert.Single(InsightText.Lines(Report(old)));
        Assert.Empty(InsightText.LeftOut(Report(old)));
        Assert.Empty(InsightText.Lines(Report()));
    }

    [Fact]
    public async Task The_command_and_the_card_tell_it()
    {
        var runs = home.Workspace.Runs;
        var report = Report(SampleInsight.Ladder) with { Release = home.Workspace.Runs.Latest("sample")!.Release };
        runs.Begin(report.Id, report.System, report.Started.AddDays(1));
        runs.Finish(report);
        var shown = await home.OutputAsync("runs", "show", report.Id);
        Assert.Contains("worst where night = 1", shown, StringComparison.Ordinal);
        Assert.Contains("learning by stars left out", shown, StringComparison.Ordinal);
        var json = await home.JsonAsync("runs", "show", report.Id);
        var rung = json.GetProperty("report").GetProperty("ladders")[0].GetProperty("rungs")[0];
        Assert.Equal(60_000, rung.GetProperty("insight").GetProperty("learning").GetProperty("of").GetInt32());
        var card = await home.OutputAsync("card", "sample");
        Assert.Contains("**What the models are like**", card, StringComparison.Ordinal);
        Assert.Contains("- risk: more data or a better model? more data", card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "odd")]
    [InlineData(.5, "divided")]
    [InlineData(0, "the model is at fault")]
    public void The_training_rows_say_whose_fault_an_error_is(double agreeing, string said) =>
        Assert.Contains(said, InsightText.Blame(SampleInsight.Insight.Errors[0] with { Agreeing = agreeing }));

    [Fact]
    public void Every_need_has_words() =>
        Assert.Equal(3, Enum.GetValues<LearningNeed>().Select(InsightText.Need).Distinct().Count());
}
