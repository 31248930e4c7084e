using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Tests;

/// <summary>A real server on a free port over a home folder.</summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private SampleServer(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public ServedSystem Served => app.Services.GetRequiredService<ServedSystems>().Find("sample")!;

    public static async Task<SampleServer> StartAsync(SampleHome home)
    {
        var settings = new Settings(
            new() { Home = home.Folder },
            new Uri("http://127.0.0.1:0"),
            null,
            TimeSpan.FromMilliseconds(200)
        );
        var app = NinefoldServer.Build(new SystemCatalogue([home.System]), settings, TimeProvider.System);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<WatchService>().Opened;
        return new(app);
    }

    /// <summary>Posts JSON and reads JSON.</summary>
    public async Task<(int Status, JsonElement Body)> PostAsync(
        string path,
        string json,
        string contentType = "application/json"
    )
    {
        using var content = new StringContent(json, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await ReadAsync(response));
    }

    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await ReadAsync(response));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}

/// <summary>A server over a home in which the system was trained.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    public TrainedHome Home { get; } = new();

    internal SampleServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Home.InitializeAsync();
        Server = await SampleServer.StartAsync(Home);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}

/// <summary>A server over a home in which a system with views was trained.</summary>
public sealed class VisitedServer : IAsyncLifetime
{
    private readonly VisitedHome home = new();

    internal SampleServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await home.InitializeAsync();
        Server = await SampleServer.StartAsync(home);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        home.Dispose();
    }
}
