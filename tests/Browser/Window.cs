using Microsoft.Playwright;

namespace Ninefold.Browser.Tests;

/// <summary>A browser window that remembers what went wrong in it.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly List<string> faults = [];

    internal Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                faults.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"page error: {error}");
        page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme != "data" && !url.IsLoopback)
                faults.Add($"asked another host: {url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, failed requests and requests to other hosts; empty where all is well.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Opens an address and waits until the page reacts to clicks.</summary>
    public async Task<IResponse> GoAsync(string url)
    {
        var response = await Page.GotoAsync(url);
        // The circuit renders the page anew and moves the focus to its heading.
        await Assertions.Expect(Page.Locator("h1")).ToBeFocusedAsync();
        return response!;
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
