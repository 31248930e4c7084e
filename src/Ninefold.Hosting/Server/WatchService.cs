using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ninefold.Data.Observations;
using Ninefold.Hosting.Training;

namespace Ninefold.Hosting.Server;

/// <summary>
/// Opens every system when the server starts, and from then on evaluates the monitors and takes up what other processes
/// trained or promoted. Where the monitors ask for it, trains anew.
/// </summary>
internal sealed class WatchService(
    ServedSystems systems,
    Settings settings,
    Retraining retraining,
    RetrainingDue due,
    TimeProvider time,
    ILogger<WatchService> log
) : BackgroundService
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when every system was opened as far as it can be; fails where another process has one's log.</summary>
    public Task Opened => opened.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Meanwhile the server begins to listen.
        var opening = Task.WhenAll(
            systems.All.Select(s => Task.Run(() => s.RefreshAsync(stoppingToken), stoppingToken))
        );
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        opened.SetFromTask(opening);
        foreach (var system in systems.All.Where(_ => !opening.IsFaulted)) // who waits says that
            Tell(system, null);

        using var timer = new PeriodicTimer(settings.WatchEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            foreach (var system in systems.All)
            {
                var before = system.Problem;
                try
                {
                    if (system.Live is { } live)
                        await live.WatchAsync(stoppingToken).ConfigureAwait(false);
                    await system.RefreshAsync(stoppingToken).ConfigureAwait(false);
                    if (settings.Retrain && due.Reason(system, retraining.Status) is { } reason)
                        Retrain(system, reason);
                }
                catch (ObservationLogInUseException)
                {
                    // its Problem says so; the other process may end
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // One system's trouble must not keep the others from being watched.
                    log.LogError(e, "Watching {System} failed; it is tried again.", system.System.Id);
                }
                Tell(system, before);
            }
    }

    private void Retrain(ServedSystem system, string reason)
    {
        try
        {
            var begun = retraining.Start(system);
            log.LogWarning("Training {System} anew: {Reason} Its log is {Log}.", begun.System, reason, begun.Log);
        }
        catch (WorkspaceBusyException)
        {
            // somebody asked for one over HTTP just now
        }
    }

    private void Tell(ServedSystem system, string? before)
    {
        if (system.Problem is not { } problem || problem == before)
            return;
        if (system.State == ServingState.Ready)
            log.LogError("{System} answers, but: {Problem}", system.System.Id, problem);
        else
            log.LogError("{System} cannot answer: {Problem}", system.System.Id, problem);
    }
}
