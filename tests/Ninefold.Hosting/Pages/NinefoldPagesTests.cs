using System.Net;
using Ninefold.Hosting.Pages;

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
    public async Task The_catalogue_shows_every_view_with_who_uses_it()
    {
        var page = await visited.Server.Http.GetStringAsync("/features", TestContext.Current.CancellationToken);
        var view = VisitedFlatsSystem.Visits;
        string[] expected = [view.Definition, view.Version, view.Owner!, view.Doc!, "visits.count_7d, visits.mean_7d"];
        Assert.All(expected, text => Assert.Contains(text, WebUtility.HtmlDecode(page), StringComparison.Ordinal));
        Assert.EndsWith(
            "#features\">Rent estimate</a>",
            page[..(page.LastIndexOf("</a></div>", StringComparison.Ordinal) + 4)],
            StringComparison.Ordinal
        );
    }
}
