using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ninefold.Hosting.Commands;

namespace Ninefold.Hosting.Server;

/// <summary>The server of an app: API, pages and telemetry on one address.</summary>
internal static class NinefoldServer
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Serves until it is stopped; requests that are under way get five seconds to end.</summary>
    /// <param name="ready">Told the address when the server answers.</param>
    /// <exception cref="UsageException">The address is taken.</exception>
    public static async Task RunAsync(
        SystemCatalogue systems,
        Settings settings,
        TimeProvider time,
        Action<string> ready,
        CancellationToken stop
    )
    {
        await using var app = Build(systems, settings, time);
        try
        {
            await app.StartAsync(stop).ConfigureAwait(false);
        }
        catch (IOException e)
            when (e.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw Taken(settings.Url);
        }
        await app.Services.GetRequiredService<WatchService>().Opened.ConfigureAwait(false);
        ready(app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task.ConfigureAwait(false);
        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Finds out before long work whether the address can be had.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static void RequireFree(Uri url)
    {
        if (url.Port == 0)
            return;
        try
        {
            using var probe = new TcpListener(AddressOf(url), url.Port);
            probe.Start();
        }
        catch (SocketException e)
        {
            throw e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? Taken(url)
                : new UsageException(
                    $"The server cannot listen at {url}: {e.Message}. Give another with --url or NINEFOLD_URL."
                );
        }
    }

    internal static WebApplication Build(SystemCatalogue systems, Settings settings, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 20; // endpoints are stricter and say so
            kestrel.Listen(AddressOf(settings.Url), settings.Url.Port);
        });
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // the commands say why a start failed
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // the keys' folder is the home
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None); // a cookie of another home is replaced
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o =>
            o.LogToStandardErrorThreshold = LogLevel.Trace
        );
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Grace);
        builder.Services.AddSingleton(time);
        var keys = Path.Combine(settings.Options.Home, "keys"); // of the pages' tokens; else they go to the user's folder
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(keys));
        builder.Services.AddNinefold(systems, settings);
        return builder.Build().MapNinefold();
    }

    private static IPAddress AddressOf(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? address
        : url.Host == "localhost" ? IPAddress.Loopback
        : throw new UsageException($"Url must name an IP address of this machine or localhost; got '{url.Host}'.");

    private static UsageException Taken(Uri url) =>
        new($"{url} is in use by another process. Stop it, or give another address with --url or NINEFOLD_URL.");

    /// <summary>Who called decides when the server ends; signals are not the host's business.</summary>
    private sealed class CallerLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
