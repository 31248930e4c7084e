using Ninefold.Data.Labelling;
using Ninefold.Experiments;
using Ninefold.Features.Views;
using Ninefold.Hosting.Server;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Pages;

/// <summary>What the pages show: the systems, what is on record about them, and how they answer now.</summary>
internal sealed class SystemsShown(ServedSystems served)
{
    private readonly Workspace workspace = served.Workspace;

    public IReadOnlyList<MlSystem> Systems { get; } = [.. served.All.Select(s => s.System)];

    public Workspace Workspace => workspace;

    public RolloutStore Rollouts { get; } = new(served.Workspace.Database, served.Workspace.Time);

    public ReviewStore Reviews { get; } = new(served.Workspace.Database, served.Workspace.Time);

    public DateTimeOffset Now => workspace.Time.GetUtcNow();

    public MlSystem? Find(string id) => served.Find(id)?.System;

    public string TitleOf(string id) => Find(id)?.Problem.Title ?? id;

    public Type RequestTypeOf(string id) => served.Find(id)!.Engine.RequestType;

    /// <summary>The live system of an id, or null where it cannot answer.</summary>
    public LiveSystem? Live(string id) => served.Find(id)?.Live;

    /// <summary>What keeps a system from answering or from taking up its newest release; null where nothing does.</summary>
    public string? Trouble(string id) => served.Find(id)?.Problem;

    /// <summary>The release that answers, or would if it were served; null where nothing was trained.</summary>
    public RegisteredRelease? Answering(string system)
    {
        var all = workspace.Releases.List(system);
        return all.FirstOrDefault(r => r.Aliases.Contains(ReleaseStore.Champion))
            ?? all.FirstOrDefault(r => r.Aliases.Contains(ReleaseStore.Heuristic));
    }

    /// <summary>How the features of the release that answers were distributed in training; empty where none is kept, or it is damaged.</summary>
    public IReadOnlyList<NumericReference> DistributionsOf(string system)
    {
        try
        {
            var reference = Answering(system) is { Release: var release }
                ? ReferenceProfile.Of(release, workspace)
                : null;
            return [.. (reference?.Distributions ?? []).OfType<NumericReference>()];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>When the latest observation happened that a view counts, of the systems that are live and have it; null where there is none.</summary>
    public DateTimeOffset? LatestOf(FeatureView view) =>
        Systems
            .Where(s => s.Views.Any(v => v.Name == view.Name && v.Version == view.Version))
            .Max(s => Live(s.Id)?.LatestOf(view));

    /// <summary>What the card shows: the run that made the champion where it was learned, else the newest finished one.</summary>
    public RunReport? Report(string system)
    {
        var champion = workspace.Releases.Find(system, ReleaseStore.Champion)?.Id;
        var finished = workspace.Runs.List(system).Select(r => r.Report).OfType<RunReport>().ToList();
        return finished.FirstOrDefault(r => r.Release == champion) ?? finished.FirstOrDefault();
    }

    /// <summary>The newest finished run's; null where there is none.</summary>
    public RunReport? LatestReport(string system) =>
        workspace.Runs.List(system).Select(r => r.Report).OfType<RunReport>().FirstOrDefault();

    /// <summary>The champion before this one, or null.</summary>
    public string? Previous(MlSystem system) => new Champions(system, workspace).Previous;

    /// <summary>Takes what a person decided; where the system is not served, its label follows when it is.</summary>
    public async Task ReviewAsync(ReviewItem item, string reviewer, ReviewVerdict verdict)
    {
        if (Live(item.System) is { } live)
            await live.Reviews.DecideAsync(item.RequestId, reviewer, verdict);
        else
            Reviews.Decide(item.System, item.RequestId, reviewer, verdict);
    }

    /// <summary>Makes a release the champion, at once.</summary>
    public Task PromoteAsync(MlSystem system, string release, string reason)
    {
        new Champions(system, workspace).Promote(release, reason);
        return served.Find(system.Id)!.RefreshAsync(CancellationToken.None);
    }
}
