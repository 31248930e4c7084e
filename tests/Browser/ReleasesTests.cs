using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ninefold.Browser.Tests;

public sealed class ReleasesTests(BrowserHost host)
{
    [Fact]
    public async Task A_release_is_promoted_and_rolled_back_after_a_yes()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync($"{host.Trained}/releases");
        var system = window.Page.GetByRole(AriaRole.Region, new() { Name = "Rent estimate" });
        var (champion, wanted) = (host.SampleRuns[1].Release, host.SampleRuns[0].Release);
        await Expect(Release(champion)).ToContainTextAsync("champion");

        await Release(wanted).Locator("summary").ClickAsync();
        await Release(wanted).GetByRole(AriaRole.Button, new() { Name = $"Promote {wanted}" }).ClickAsync();
        await Dialog().GetByText("Cancel").ClickAsync();
        await Expect(Dialog()).ToHaveCountAsync(0);
        await Expect(Release(champion).Locator("summary")).ToContainTextAsync("champion");

        await Release(wanted).GetByRole(AriaRole.Button, new() { Name = $"Promote {wanted}" }).ClickAsync();
        await Dialog().GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();
        await Expect(Release(wanted).Locator("summary")).ToContainTextAsync("champion");
        Assert.Equal(wanted, await AnsweringAsync());

        await system.GetByRole(AriaRole.Button, new() { Name = $"Roll back to {champion}" }).ClickAsync();
        await Dialog().GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(Release(champion).Locator("summary")).ToContainTextAsync("champion");
        Assert.Equal(champion, await AnsweringAsync());
        Assert.Empty(window.Faults);

        ILocator Release(string id) => system.Locator($"[id='{id}']");
        ILocator Dialog() => window.Page.GetByRole(AriaRole.Dialog);
    }

    /// <summary>The release that answers requests now.</summary>
    private async Task<string> AnsweringAsync()
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(
            $"{host.Trained}/v1/systems/sample/predict",
            new StringContent("""{"district":"hill","squareMetres":50}""", null, "application/json"),
            TestContext.Current.CancellationToken
        );
        using var answer = System.Text.Json.JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        return answer.RootElement.GetProperty("release").GetString()!;
    }
}
