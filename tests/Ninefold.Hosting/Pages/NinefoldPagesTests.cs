using System.Net;
using Ninefold.Hosting.Pages;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Tests.Pages;

/// <summary>What <see cref="NinefoldPages"/> maps, as it comes before any script runs.</summary>
public sealed class NinefoldPagesTests(RunningServer running, VisitedServer visited)
    : IClassFixture<RunningServer>,
        IClassFixture<VisitedServer>
{
    [Theory]
    [InlineData("/", "Rent estimate")]
    [InlineData("/systems/sample", "close_share better than the heuristic")]
    [InlineData("/systems/sample/playground", "squareMetres")]
    [InlineData("/runs", "simulated-flats")]
    [InlineData("/releases", "champion")]
    [InlineData("/live", "latency over budget")]
    public async Task Pages_say_what_they_know_without_scripts(string path, string text)
    {
        using var answer = await running.Server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/systems/nothing", "no system ‘nothing’")]
    [InlineData("/runs/nothing/with/nobody", "no run ‘nothing’")]
    [InlineData("/nothing", "no page ‘/nothing’")]
    public async Task What_is_unknown_is_not_found(string path, string text)
    {
        using var answer = await running.Server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(
            text,
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        );
    }

    [Fact]
    public async Task A_run_shows_its_searches_and_the_curves_of_its_trainings()
    {
        var runs = running.Home.Workspace.Runs;
        var tried = new KnobTrial(new Dictionary<string, string> { ["leaves"] = "7" }, .5, 1);
        var report = runs.Latest("sample")! with
        {
            Id = "curved",
            Curves = [new("rents: trees", "l2", [1, 2, 3], [.5, .25, .3], 2)],
            Searches = [new("rents: tuned", "close_share", [tried], 0)],
        };
        runs.Begin(report.Id, report.System, report.Started.AddDays(-1));
        runs.Finish(report);
        var page = WebUtility.HtmlDecode(
            await running.Server.Http.GetStringAsync("/runs/curved", TestContext.Current.CancellationToken)
        );
        string[] expected =
        [
            "best at round 2 of 3",
            "l2 of rents: trees by round",
            "rents: tuned: 1 trials",
            "leaves 7",
        ];
        Assert.All(expected, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_shows_what_its_models_are_like()
    {
        var runs = running.Home.Workspace.Runs;
        var report = runs.Latest("sample")! with { Id = "looked-into", Ladders = [SampleInsight.Ladder] };
        runs.Begin(report.Id, report.System, report.Started.AddDays(-1));
        runs.Finish(report);
        var page = WebUtility.HtmlDecode(
            await running.Server.Http.GetStringAsync("/runs/looked-into", TestContext.Current.CancellationToken)
        );
        string[] expected =
        [
            "What the models are like",
            "More data or a better model?",
            "does not hold</span> trees knows shuffled labels",
            "score by amount: mean, 10 % of rows below, 90 % below",
            "roc_auc by rows fitted on",
            "recall by false positive rate: model, by chance",
            "night = 1",
            "the row or its label is odd",
            "learning by stars left out: there are none.",
        ];
        Assert.All(expected, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_catalogue_shows_every_view_with_who_uses_it()
    {
        var page = await visited.Server.Http.GetStringAsync("/features", TestContext.Current.CancellationToken);
        var view = VisitedFlatsSystem.Visits;
        string[] expected =
        [
            view.Definition,
            view.Version,
            view.Owner!,
            view.Doc!,
            "visits.count_7d, visits.mean_7d",
            "2026-03-03 00:00 UTC",
        ];
        Assert.All(expected, text => Assert.Contains(text, WebUtility.HtmlDecode(page), StringComparison.Ordinal));
        Assert.EndsWith(
            "#features\">Rent estimate</a>",
            page[..(page.LastIndexOf("</a></div>", StringComparison.Ordinal) + 4)],
            StringComparison.Ordinal
        );
    }
}
