using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ninefold.Browser.Tests;

public sealed class PagesTests(BrowserHost host)
{
    [Theory]
    [InlineData("/", "Systems", "Video recommendation", "Rent estimate", "serving", "met")]
    [InlineData("/live", "Live", "Requests a second", "more missing values than in training", "Drift from training")]
    [InlineData("/runs", "Runs", "finished", "simulated-flats", "close_share")]
    [InlineData("/releases", "Releases", "champion", "heuristic", "Catalogue", "Learned<ICandidateSource>")]
    [InlineData("/data", "Data", "simulated-flats", "rehearsal")]
    [InlineData("/features", "Features", "popularity_gap", "Cyclical", "As the model sees it in training", "median")]
    [InlineData("/systems/video-recommendation/playground", "Playground", "What each stage returned", "item-knn")]
    public async Task A_page_shows_what_it_is_for(string path, string heading, params string[] content)
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync(host.Trained + path);
        await Expect(window.Page.Locator("h1")).ToHaveTextAsync(heading);
        foreach (var text in content)
            await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(text);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task The_card_shows_the_nine_steps_with_what_was_measured()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/video-recommendation");
        await Expect(window.Page.Locator("section.step > h2"))
            .ToHaveTextAsync([
                "1 Problem",
                "2 Metrics",
                "3 Flow",
                "4 Data",
                "5 Features",
                "6 Models",
                "7 Serving",
                "8 Rollout",
                "9 Monitoring",
            ]);
        var (problem, metrics, flow, data) = (Step("problem"), Step("metrics"), Step("flow"), Step("data"));
        await Expect(problem).ToContainTextAsync("ndcg@10 better than the heuristic");
        await Expect(problem).ToContainTextAsync("Does learning pay?");
        await Expect(metrics).ToContainTextAsync("Released less rival");
        await Expect(flow.GetByRole(AriaRole.Img).First).ToContainTextAsync("ranker");
        await Expect(data).ToContainTextAsync(host.VideoRun.Data.Sha256);
        await Expect(Step("rollout")).ToContainTextAsync("replayed, not lived");
        await Expect(Step("monitoring")).ToContainTextAsync("Retraining");
        // ECharts drew the ladders and the front: a chart is more than its empty frame.
        await Expect(Step("models").Locator(".chart svg")).ToHaveCountAsync(host.VideoRun.Ladders.Count + 1);
        await Expect(Step("models").Locator("tr.chosen")).ToHaveCountAsync(host.VideoRun.Ladders.Count);
        Assert.Empty(window.Faults);

        ILocator Step(string anchor) => window.Page.Locator($"#{anchor}");
    }

    [Fact]
    public async Task A_run_draws_what_its_best_learned_rung_is_like()
    {
        var (ladder, rung) = host
            .FraudRun.Ladders.SelectMany(l => l.Rungs, (l, r) => (l, r))
            .Single(r => r.r.Insight is not null);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/runs/{host.FraudRun.Id}");
        var panel = window.Page.Locator("section.panel").Filter(new() { HasText = "What the models are like" });
        await Expect(panel).ToContainTextAsync($"{ladder.Name}: {rung.Name}");
        await Expect(panel).ToContainTextAsync(rung.Insight!.Worst[0].Slice);
        await Expect(panel.Locator("li .badge")).ToHaveCountAsync(rung.Insight.Checks.Count);
        // Four columns, four curves by threshold, and the learning curve unless it would have taken too long.
        await Expect(panel.Locator(".curve .chart svg")).ToHaveCountAsync(8 + (rung.Insight.Learning is null ? 0 : 1));
        await Expect(panel.Locator("table")).ToHaveCountAsync(1 + rung.Insight.Errors.Count);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Links_of_the_card_lead_to_its_steps()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/video-recommendation");
        await window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Steps" }).GetByText("Monitoring").ClickAsync();
        await Expect(window.Page.Locator("#monitoring")).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/systems/video-recommendation")]
    [InlineData("/systems/video-recommendation/playground")]
    [InlineData("/systems/sample/playground")]
    [InlineData("/live")]
    [InlineData("/runs")]
    [InlineData("/releases")]
    [InlineData("/reviews")]
    public async Task Pages_fit_into_900_pixels_and_are_dark_where_the_system_is(string path)
    {
        await using var window = await host.OpenAsync(width: 900, inTheDark: true);
        await window.GoAsync(host.Trained + path);
        Assert.Equal(
            900,
            await window.Page.EvaluateAsync<int>("Math.max(innerWidth, document.documentElement.scrollWidth)")
        );
        Assert.Equal(
            "rgb(16, 19, 23)",
            await window.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")
        );
        Assert.Empty(window.Faults);
    }

    [Theory]
    [InlineData("/systems/nothing", "no system ‘nothing’", "video-recommendation")]
    [InlineData("/systems/nothing/playground", "no system ‘nothing’", "sample")]
    [InlineData("/runs/nothing", "no run ‘nothing’", "")]
    [InlineData("/nothing", "no page ‘/nothing’", "sample")]
    public async Task What_is_unknown_is_not_found_and_the_page_says_what_there_is(
        string path,
        string what,
        string instead
    )
    {
        await using var window = await host.OpenAsync();
        var response = await window.GoAsync(host.Trained + path);
        Assert.Equal(404, response.Status);
        await Expect(window.Page.Locator("h1")).ToContainTextAsync(what);
        await Expect(window.Page.GetByRole(AriaRole.Main))
            .ToContainTextAsync(instead.Length > 0 ? instead : host.VideoRun.Id);
    }

    [Theory]
    [InlineData("/", "Nothing was trained here yet")]
    [InlineData("/systems/video-recommendation", "Not trained yet")]
    [InlineData("/systems/video-recommendation/playground", "Nothing was trained here yet")]
    [InlineData("/live", "No system is served")]
    [InlineData("/runs", "No run yet")]
    [InlineData("/releases", "No release yet")]
    [InlineData("/reviews", "Nothing waits for a decision")]
    [InlineData("/data", "Measured by the first run")]
    public async Task Before_anything_was_trained_pages_say_so(string path, string text)
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync(host.Untrained + path);
        await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(text);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Live_figures_follow_the_requests()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/live");
        var requests = window.Page.GetByRole(AriaRole.Region, new() { Name = "Rent estimate" }).Locator("dd").First;
        var before = int.Parse(await requests.InnerTextAsync());
        using var http = new HttpClient();
        for (var i = 0; i < 3; i++)
            using (
                var answer = await http.PostAsync(
                    $"{host.Trained}/v1/systems/sample/predict",
                    new StringContent("""{"district":"hill","squareMetres":50}""", null, "application/json"),
                    TestContext.Current.CancellationToken
                )
            )
                answer.EnsureSuccessStatusCode();
        await Expect(requests).Not.ToHaveTextAsync($"{before}");
        Assert.True(int.Parse(await requests.InnerTextAsync()) >= before + 3);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Two_runs_can_be_compared()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/runs");
        foreach (var run in host.SampleRuns)
            await window.Page.GetByLabel($"Compare run {run.Id}").CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(window.Page.Locator("h1")).ToHaveTextAsync("Two runs");
        var row = window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "close_share" }).First;
        var (before, after) = (Value(0), Value(1));
        await Expect(row).ToContainTextAsync(before.ToString("0.0000"));
        await Expect(row).ToContainTextAsync(after.ToString("0.0000"));
        Assert.Empty(window.Faults);

        double Value(int run) => host.SampleRuns[run].Evaluation.Learned.Metrics["close_share"].Value;
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync(host.Trained);
        await window.Page.GetByText("Skip to the content").FocusAsync();
        await Expect(window.Page.GetByText("Skip to the content")).ToBeInViewportAsync();
    }
}
