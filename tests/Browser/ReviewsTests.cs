using System.Text.Json;
using Microsoft.Playwright;
using Ninefold.Data.Labelling;
using static Microsoft.Playwright.Assertions;

namespace Ninefold.Browser.Tests;

public sealed class ReviewsTests(BrowserHost host)
{
    [Fact]
    public async Task A_person_decides_by_keyboard()
    {
        await using var window = await host.OpenAsync();
        foreach (var (id, i) in new[] { "first", "second", "third" }.Select((id, i) => (id, i)))
            Queue(id, i);
        await window.GoAsync($"{host.Trained}/reviews?system=sample");
        var answer = window.Page.GetByRole(AriaRole.Region, new() { Name = "Answer", Exact = true });
        await Expect(answer).ToContainTextAsync("request first");
        await Expect(answer).ToContainTextAsync("harbour");
        await window.Page.Keyboard.PressAsync("a");
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Say first who decides.");

        await window.Page.GetByLabel("Who decides").FillAsync("Clara"); // letters of a name decide nothing
        await window.Page.GetByLabel("Who decides").PressAsync("a");
        await window.Page.GetByLabel("Who decides").PressAsync("Backspace");
        await Expect(answer).ToContainTextAsync("request first");
        await window.Page.Locator("h1").FocusAsync();
        await window.Page.Keyboard.PressAsync("a");
        await Expect(answer).ToContainTextAsync("request second");
        await window.Page.Keyboard.PressAsync("r");
        await Expect(answer).ToContainTextAsync("request third");
        await window.Page.Keyboard.PressAsync("s");
        await Expect(answer).ToContainTextAsync("Nothing waits for a decision of Clara.");
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);

        Assert.True(Store().Find("sample", "first")!.IsPositive);
        Assert.False(Store().Find("sample", "second")!.IsPositive);
        var skipped = Store().Find("sample", "third")!;
        Assert.Null(skipped.IsPositive);
        Assert.Equal(("Clara", ReviewVerdict.Skip), (skipped.Decisions[0].Reviewer, skipped.Decisions[0].Verdict));

        // Somebody else sees what Clara skipped; a click decides as well.
        await window.Page.GetByLabel("Who decides").FillAsync("Ben");
        await answer.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(answer).ToContainTextAsync("Nothing waits for a decision of Ben.");
        Assert.False(Store().Find("sample", "third")!.IsPositive);
        Assert.Empty(window.Faults);
    }

    private ReviewStore Store() => new(host.Workspace.Database, TimeProvider.System);

    private void Queue(string id, int day) =>
        Store()
            .Add(
                new(
                    "sample",
                    id,
                    DateTimeOffset.UnixEpoch.AddDays(day),
                    null,
                    null,
                    .5,
                    JsonElement.Parse("""{"district":"harbour","squareMetres":50}"""),
                    JsonElement.Parse("""{"rent":800}""")
                ),
                mostPending: 100
            );
}
