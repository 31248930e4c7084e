using Ninefold.Experiments;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Pages;

/// <summary>What the pages show: the systems, what is on record about them, and how they answer now.</summary>
/// <param name="systems">All systems of the app.</param>
/// <param name="workspace">Where runs, releases and rollouts are kept.</param>
/// <param name="live">The live system of an id, or null where none is served.</param>
internal sealed class SystemsShown(IReadOnlyList<MlSystem> systems, Workspace workspace, Func<string, LiveSystem?> live)
{
    public IReadOnlyList<MlSystem> Systems => systems;

    public Workspace Workspace => workspace;

    public RolloutStore Rollouts { get; } = new(workspace.Database, workspace.Time);

    public DateTimeOffset Now => workspace.Time.GetUtcNow();

    public MlSystem? Find(string id) => systems.FirstOrDefault(s => s.Id == id);

    public string TitleOf(string id) => Find(id)?.Problem.Title ?? id;

    public LiveSystem? Live(string id) => live(id);

    /// <summary>The release that answers, or would if it were served; null where nothing was trained.</summary>
    public RegisteredRelease? Answering(string system)
    {
        var all = workspace.Releases.List(system);
        return all.FirstOrDefault(r => r.Aliases.Contains(ReleaseStore.Champion))
            ?? all.FirstOrDefault(r => r.Aliases.Contains(ReleaseStore.Heuristic));
    }

    /// <summary>What the card shows: the run that made the champion where it was learned, else the newest finished one.</summary>
    public RunReport? Report(string system)
    {
        var champion = workspace.Releases.Find(system, ReleaseStore.Champion)?.Id;
        var finished = workspace.Runs.List(system).Select(r => r.Report).OfType<RunReport>().ToList();
        return finished.FirstOrDefault(r => r.Release == champion) ?? finished.FirstOrDefault();
    }

    /// <summary>The champion before this one, or null.</summary>
    public string? Previous(string system)
    {
        var past = workspace.Releases.History(system, ReleaseStore.Champion);
        return past.Select(p => p.Release).FirstOrDefault(r => r != past[0].Release);
    }

    /// <summary>Makes a release the champion, at once.</summary>
    public async Task PromoteAsync(string system, string release, string reason)
    {
        workspace.Releases.Point(system, ReleaseStore.Champion, release, reason);
        if (Live(system) is { } served)
            await served.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
