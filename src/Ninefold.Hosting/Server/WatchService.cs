using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ninefold.Hosting.Server;

/// <summary>
/// Opens every system when the server starts, and from then on evaluates the monitors and takes up what other processes
/// trained or promoted.
/// </summary>
internal sealed class WatchService(
    ServedSystems systems,
    Settings settings,
    TimeProvider time,
    ILogger<WatchService> log
) : BackgroundService
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether every system was opened, as far as it can be.</summary>
    public bool HasOpened => opened.Task.IsCompleted;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(systems.All.Select(s => s.RefreshAsync(cancellationToken))).ConfigureAwait(false);
        opened.SetResult();
        foreach (var system in systems.All.Where(s => s.Problem is not null))
            log.LogError("{System} cannot answer: {Problem}", system.System.Id, system.Problem);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.WatchEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            foreach (var system in systems.All)
                try
                {
                    if (system.Live is { } live)
                        await live.WatchAsync(stoppingToken).ConfigureAwait(false);
                    await system.RefreshAsync(stoppingToken).ConfigureAwait(false);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // One system's trouble must not keep the others from being watched.
                    log.LogError(e, "Watching {System} failed; it is tried again.", system.System.Id);
                }
    }
}
