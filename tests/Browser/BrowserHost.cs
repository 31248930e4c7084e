using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Ninefold.Browser.Tests;
using Ninefold.Hosting;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Templates;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Systems.FraudDetection;
using Ninefold.Systems.TextSearch;
using Ninefold.Systems.VideoRecommendation;

[assembly: AssemblyFixture(typeof(BrowserHost))]

namespace Ninefold.Browser.Tests;

/// <summary>Two servers and a browser for all tests: one whose systems were trained and rehearsed, one where nothing was.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    /// <summary>Debian's.</summary>
    private const string Chromium = "/usr/bin/chromium";

    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-browser-").FullName;
    private readonly List<WebApplication> servers = [];
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IBrowserContext? light;
    private IBrowserContext? dark;

    public string Trained { get; private set; } = "";

    public string Untrained { get; private set; } = "";

    public IReadOnlyList<RunReport> SampleRuns { get; private set; } = [];

    /// <summary>The files of the server whose systems were trained.</summary>
    public Workspace Workspace { get; private set; } = null!;

    public RunReport VideoRun { get; private set; } = null!;

    public RunReport FraudRun { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        var options = new NinefoldOptions
        {
            Home = Path.Combine(folder, "home"),
            DataFolder = Path.Combine(folder, "data"),
        };
        Workspace = new Workspace(options, TimeProvider.System);
        Taste.Write(options.DataFolder, seed: 7);
        VideoRun = await TrainAsync(new VideoRecommendationSystem(), options);
        var payments = Directory.CreateDirectory(Path.Combine(folder, "payments")).FullName;
        PaymentsFile.Write(payments, customers: 500, terminals: 700);
        FraudRun = await TrainAsync(new FraudDetectionSystem(), options with { DataFolder = payments });
        var notes = Path.Combine(folder, "notes");
        OwnCollection.Write(notes);
        await TrainAsync(new TextSearchSystem(), options with { DataFolder = notes, Quick = true });
        SampleRuns =
        [
            await TrainAsync(new SampleSystem(), options),
            await TrainAsync(new SampleSystem(), options with { Seed = 43 }),
        ];
        Trained = await ServeAsync(options);
        await WarmUpAsync();
        Untrained = await ServeAsync(options with { Home = Path.Combine(folder, "empty") });
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Chromium,
                Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
            }
        );
        light = await browser.NewContextAsync(new() { ColorScheme = ColorScheme.Light });
        dark = await browser.NewContextAsync(new() { ColorScheme = ColorScheme.Dark });
    }

    /// <summary>A fresh window; skips the test where there is no Chromium.</summary>
    public async Task<Window> OpenAsync(int width = 1400, bool inTheDark = false)
    {
        Assert.SkipWhen(browser is null, $"Chromium is not installed at {Chromium}; apt-get install chromium.");
        // One context for all windows: what one has loaded the others find in the cache.
        var page = await (inTheDark ? dark : light)!.NewPageAsync();
        await page.SetViewportSizeAsync(width, 1000);
        return new Window(page);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        foreach (var server in servers)
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Trains, rehearses, and lets the learned release answer, whatever requirements and rehearsal said of so little data.</summary>
    private static async Task<RunReport> TrainAsync(MlSystem system, NinefoldOptions options)
    {
        var workspace = new Workspace(options, TimeProvider.System);
        var engine = system.Open(workspace);
        var report = await engine.TrainAsync(new SilentRunLog(), CancellationToken.None);
        workspace.Releases.Point(system.Id, ReleaseStore.Challenger, report.Release, "for the tests");
        await engine.RehearseAsync(new SilentRunLog(), CancellationToken.None);
        workspace.Releases.Point(system.Id, ReleaseStore.Champion, report.Release, "for the tests");
        return report;
    }

    /// <summary>Sources have 20 ms, which code that runs for the first time may not keep to: they would be left out.</summary>
    private async Task WarmUpAsync()
    {
        using var http = new HttpClient();
        for (var i = 0; i < 30; i++)
            using (
                var answer = await http.PostAsync(
                    $"{Trained}/v1/systems/video-recommendation/predict",
                    new StringContent($$"""{"user":"user-{{1 + i}}"}""", null, "application/json")
                )
            )
                answer.EnsureSuccessStatusCode();
    }

    private async Task<string> ServeAsync(NinefoldOptions options)
    {
        var settings = new Settings(options, new Uri("http://127.0.0.1:0"), null, TimeSpan.FromSeconds(1));
        var server = NinefoldServer.Build(
            new SystemCatalogue([
                new VideoRecommendationSystem(),
                new FraudDetectionSystem(),
                new TextSearchSystem(),
                new SampleSystem(),
            ]),
            settings,
            TimeProvider.System
        );
        await server.StartAsync();
        servers.Add(server);
        return server.Urls.Single();
    }
}
