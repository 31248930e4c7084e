using Microsoft.Extensions.Logging;
using Ninefold.Hosting.Commands;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Training;

/// <summary>How a training that the server started stands.</summary>
/// <param name="System">The system.</param>
/// <param name="State"><c>running</c>, <c>finished</c> or <c>failed</c>.</param>
/// <param name="Started">When it began.</param>
/// <param name="Remark">How it came out.</param>
/// <param name="Log">The file that the training writes to.</param>
internal sealed record RetrainingStatus(string System, string State, DateTimeOffset Started, string? Remark, string Log)
{
    public const string Running = "running";
}

/// <summary>
/// Trains systems in the background, one at a time, each in a child process. A challenger that comes out is rolled out on
/// the lived traffic.
/// </summary>
internal sealed class Retraining(Workspace workspace, ILogger<Retraining> log) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private RetrainingStatus? status;
    private Task going = Task.CompletedTask;

    /// <summary>The latest training of this server; null where there was none.</summary>
    public RetrainingStatus? Status
    {
        get
        {
            lock (gate)
                return status;
        }
    }

    /// <summary>Begins to train a system.</summary>
    /// <exception cref="WorkspaceBusyException">This server trains already.</exception>
    public RetrainingStatus Start(ServedSystem served)
    {
        var now = workspace.Time.GetUtcNow();
        var folder = Path.Combine(workspace.Options.Home, "logs");
        Directory.CreateDirectory(folder);
        lock (gate)
        {
            if (status is { State: RetrainingStatus.Running } running)
                throw new WorkspaceBusyException(
                    $"{running.System} is being trained since {running.Started:u}. Wait for it."
                );
            var file = Path.Combine(folder, $"train-{served.System.Id}-{now:yyyyMMdd-HHmmss}.log");
            status = new(served.System.Id, RetrainingStatus.Running, now, null, file);
            going = Task.Run(() => RunAsync(served, status));
            return status;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await going.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task RunAsync(ServedSystem served, RetrainingStatus begun)
    {
        RetrainingStatus ended;
        try
        {
            var code = await TrainingProcess
                .RunAsync(served.System, workspace.Options, begun.Log, stop.Token)
                .ConfigureAwait(false);
            if (code is ExitCode.Done or ExitCode.RequirementMissed)
                ended = begun with { State = "finished", Remark = await TakeUpAsync(served).ConfigureAwait(false) };
            else
                ended = begun with
                {
                    State = "failed",
                    Remark = TrainingProcess.Explain(code) ?? $"The training ended with exit code {code}; see its log.",
                };
        }
        catch (Exception e) // nobody awaits it: the status tells
        {
            log.LogError(e, "Training {System} failed.", served.System.Id);
            ended = begun with { State = "failed", Remark = e.Message };
        }
        lock (gate)
            status = ended;
    }

    private async Task<string> TakeUpAsync(ServedSystem served)
    {
        var rollout = new Champions(served.System, workspace).RollOutChallenger("retrained");
        await served.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
        return rollout is null
            ? "There is no new challenger: the release is the one that answers, or a quality requirement was missed."
            : $"Rollout {rollout.Id}: {rollout.Plan.Challenger} against {rollout.Plan.Champion}.";
    }
}
