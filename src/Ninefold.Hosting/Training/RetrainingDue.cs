using Ninefold.Experiments;
using Ninefold.Hosting.Server;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Training;

/// <summary>
/// Says when a server is to train a system anew by itself: the monitors ask for it, no challenger is on its way, and it
/// was not tried lately, whoever tried.
/// </summary>
internal sealed class RetrainingDue(Workspace workspace)
{
    /// <summary>How long after any training the next may begin: what training cannot cure must not train for ever.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    private readonly RolloutStore rollouts = new(workspace.Database, workspace.Time);

    /// <summary>What the monitors say about the release that answers.</summary>
    public RetrainingDecision Decide(LiveSystem live)
    {
        var made = workspace.Releases.List(live.System.Id).First(r => r.Release.Id == live.Release).CreatedAt;
        return live.Monitors.Retraining(workspace.Time.GetUtcNow() - made);
    }

    /// <summary>Why to begin now; null where it is not the time.</summary>
    /// <param name="served">The system.</param>
    /// <param name="latest">The latest training that this server started, which may have ended before it was a run.</param>
    public string? Reason(ServedSystem served, RetrainingStatus? latest)
    {
        if (served.Live is not { } live || latest?.State == RetrainingStatus.Running)
            return null;
        var id = served.System.Id;
        var since = workspace.Time.GetUtcNow() - Interval;
        if (latest?.System == id && latest.Started > since)
            return null;
        if (workspace.Runs.List(id).Any(r => r.Started > since))
            return null;
        if (rollouts.Current(id) is { Plan.IsReplayed: false })
            return null;
        return Decide(live) is { Retrain: true, Reason: var reason } ? reason : null;
    }
}
