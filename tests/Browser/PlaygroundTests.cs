using Microsoft.Playwright;
using Ninefold.Systems.TextSearch;
using static Microsoft.Playwright.Assertions;

namespace Ninefold.Browser.Tests;

public sealed class PlaygroundTests(BrowserHost host)
{
    [Fact]
    public async Task A_request_in_JSON_gets_its_answer_with_the_trace()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/sample/playground");
        await window
            .Page.GetByLabel("Request", new() { Exact = true })
            .FillAsync("""{"district":"harbour","squareMetres":60}""");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(window.Page.GetByLabel("The answer as JSON")).ToContainTextAsync("\"rent\": ");
        await Expect(window.Page.GetByLabel("Stages of the call")).ToContainTextAsync("rent");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_request_is_said()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/sample/playground");
        var request = window.Page.GetByLabel("Request", new() { Exact = true });
        await request.FillAsync("""{"district":"","squareMetres":-1}""");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("district");
        await Expect(window.Page.GetByRole(AriaRole.Alert).Nth(1)).ToContainTextAsync("squareMetres");
        await request.FillAsync("{");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(1);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Example again" }).ClickAsync();
        await Expect(request).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"squareMetres\": 1"));
    }

    [Fact]
    public async Task Somebody_new_who_likes_a_garden_is_shown_gardens()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/video-recommendation/playground");
        var shelf = window.Page.GetByRole(AriaRole.List, new() { Name = "Shelf" }).Locator(".tile");
        await Expect(shelf).ToHaveCountAsync(12);
        await window.Page.GetByLabel("User").FillAsync("");
        await Expect(window.Page.GetByText("the flow knows nothing of this visitor")).ToBeVisibleAsync();
        var gardens = await shelf.Filter(new() { HasText = "Romance" }).CountAsync();

        await window.Page.GetByLabel("Add a liked video").FillAsync("Garden 17");
        await window.Page.GetByText("Garden 17 (1997)").ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Take back Garden 17" })).ToBeVisibleAsync();
        await Expect(shelf.Filter(new() { HasText = "because of Garden 17" }).First).ToBeVisibleAsync();
        Assert.True(await shelf.Filter(new() { HasText = "Romance" }).CountAsync() > gardens);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task What_is_watched_becomes_history_and_leaves_the_shelf()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/video-recommendation/playground");
        var first = window.Page.GetByRole(AriaRole.List, new() { Name = "Shelf" }).Locator(".tile b").First;
        var title = await first.InnerTextAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = $"click {title}", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = $"click {title}", Exact = true }))
            .ToBeDisabledAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = $"watch {title}", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.List, new() { Name = "History" }).Locator("li").First)
            .ToContainTextAsync($"{title} ");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = $"watch {title}", Exact = true }))
            .ToHaveCountAsync(0);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_genre_leaves_only_its_videos()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/video-recommendation/playground");
        var shelf = window.Page.GetByRole(AriaRole.List, new() { Name = "Shelf" }).Locator(".tile");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Romance", Exact = true }).ClickAsync();
        await Expect(shelf.Filter(new() { HasText = "Sci-Fi" })).ToHaveCountAsync(0);
        await Expect(shelf.Filter(new() { HasText = "Romance" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_payment_is_decided_with_reasons_and_what_became_of_it_is_known_to_the_next()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/fraud-detection/playground");
        await window.Page.GetByLabel("Customer", new() { Exact = true }).FillAsync("somebody new");
        await window.Page.GetByLabel("Terminal", new() { Exact = true }).FillAsync("a new shop");
        await window.Page.GetByLabel("Amount", new() { Exact = true }).FillAsync("900");
        await Pay();
        var verdict = window.Page.GetByRole(AriaRole.Region, new() { Name = "Verdict" });
        await Expect(verdict).ToContainTextAsync("a fraud with probability");
        await Expect(verdict.GetByRole(AriaRole.List, new() { Name = "Reasons" }).Locator("li"))
            .Not.ToHaveCountAsync(0);
        await Expect(verdict.GetByText("taken")).ToHaveCountAsync(1);
        var known = window.Page.GetByRole(AriaRole.Table, new() { Name = "Known before" });
        await Expect(known.Locator("tr", new() { HasText = "payments" })).ToContainTextAsync("000");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "It was paid" }).ClickAsync();
        await Expect(known.Locator("tr", new() { HasText = "payments" })).ToContainTextAsync("111");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "It was a fraud" }).ClickAsync();
        await Expect(known.Locator("tr", new() { HasText = "known frauds" })).ToContainTextAsync("111");

        await window.Page.GetByLabel("Amount", new() { Exact = true }).FillAsync("-1");
        await Pay();
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("'amount' must be 0 to");

        await window.Page.GetByLabel("Amount", new() { Exact = true }).FillAsync("900000");
        await Pay();
        await Expect(verdict).ToContainTextAsync("it would be let through for ");
        await Expect(verdict).ToContainTextAsync(" rather than 900000.00");
        Assert.Empty(window.Faults);

        Task Pay() => window.Page.GetByRole(AriaRole.Button, new() { Name = "Pay", Exact = true }).ClickAsync();
    }

    [Fact]
    public async Task A_search_is_corrected_narrowed_explained_compared_and_what_was_meant_is_told()
    {
        var words = OwnCollection.Words(4);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/systems/text-search/playground");
        var query = window.Page.GetByLabel("Search", new() { Exact = true });
        var results = window.Page.GetByRole(AriaRole.Region, new() { Name = "Results" });
        await query.FillAsync(words[0]); // nothing is pressed: results come while it is typed
        await Expect(results.Locator("li.panel").First).ToContainTextAsync("note-4-");
        await Expect(results.Locator("mark").First).ToContainTextAsync(words[0]);

        await results.GetByText("Why this result").First.ClickAsync();
        await Expect(results.Locator("details").First).ToContainTextAsync($"'{words[0]}' in its");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "odd ·" }).ClickAsync();
        await Expect(results.Locator("li.panel").First).Not.ToContainTextAsync("note-4-");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Without filters" }).ClickAsync();
        await Expect(results.Locator("li.panel").First).ToContainTextAsync("note-4-");

        await window.Page.GetByLabel("beside another rung").CheckAsync();
        var other = window.Page.GetByRole(AriaRole.Region, new() { Name = "The other rung" });
        await Expect(other.Locator("li").First).ToContainTextAsync("in the release");
        await window.Page.GetByLabel("beside another rung").UncheckAsync();

        await query.FillAsync(words[0][..^1] + "q");
        await Expect(window.Page.GetByText($"Searched for {words[0]}.")).ToBeVisibleAsync();
        await window
            .Page.GetByRole(AriaRole.Button, new() { Name = $"Search for {words[0][..^1]}q instead" })
            .ClickAsync();
        await Expect(window.Page.GetByText($"No document has '{words[0][..^1]}q'.")).ToBeVisibleAsync();

        await query.FillAsync(words[0]);
        var meant = results.GetByRole(AriaRole.Button, new() { Name = "It was" }).First;
        await meant.ClickAsync();
        await Expect(meant).ToBeDisabledAsync();
        Assert.Empty(window.Faults);
    }
}
