using Ninefold.Experiments;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Cards;

/// <summary>A system with all that is on record about it: what a model card is made of.</summary>
/// <param name="System">The system.</param>
/// <param name="Metrics">The names of its metrics, the one that counts first.</param>
/// <param name="Report">The run that made what answers, else the newest one; null before the first.</param>
/// <param name="Champion">What answers; null where nothing was trained.</param>
/// <param name="Rollout">The latest rollout, or null.</param>
/// <param name="Steps">The steps of that rollout.</param>
/// <param name="Alarms">How every rule stands.</param>
internal sealed record SystemCard(
    MlSystem System,
    IReadOnlyList<string> Metrics,
    RunReport? Report,
    Release? Champion,
    Rollout? Rollout,
    IReadOnlyList<RolloutTransition> Steps,
    IReadOnlyList<Alarm> Alarms
)
{
    public static SystemCard Of(MlSystem system, Workspace workspace)
    {
        var champion =
            workspace.Releases.Find(system.Id, ReleaseStore.Champion)
            ?? workspace.Releases.Find(system.Id, ReleaseStore.Heuristic);
        var reports = workspace.Runs.List(system.Id).Select(r => r.Report).OfType<RunReport>().ToList();
        var rollouts = new RolloutStore(workspace.Database, workspace.Time);
        var rollout = rollouts.All(system.Id) is [var latest, ..] ? latest : null;
        return new(
            system,
            system.Open(workspace).MetricNames,
            reports.Find(r => r.Release == champion?.Id) ?? reports.FirstOrDefault(),
            champion,
            rollout,
            rollout is null ? [] : rollouts.History(rollout.Id),
            new AlarmEvaluator(workspace.Database, workspace.Time).All(system.Id)
        );
    }

    /// <summary>The card as Markdown with YAML front matter, in the order of the nine steps.</summary>
    public string ToMarkdown() => new CardText(this).Write();
}
