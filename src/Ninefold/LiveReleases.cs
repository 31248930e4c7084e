using System.Collections.Concurrent;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Experiments;
using Ninefold.Models.Releases;

namespace Ninefold;

/// <summary>The releases of a live system that are loaded, with their histories up to now. Loads one at a time.</summary>
internal sealed class LiveReleases<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
    Workspace workspace,
    ObservationLog log,
    LiveViews views,
    Predictor<TRequest, TAnswer, TOutcome, TParts> predictor,
    RolloutStore rollouts
)
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    private readonly ConcurrentDictionary<string, LiveRelease<TParts>> loaded = [];

    /// <summary>A release with its histories up to now: what it was trained on, and what was observed since.</summary>
    public async Task<LiveRelease<TParts>> LoadAsync(Release release, CancellationToken cancellation)
    {
        if (loaded.TryGetValue(release.Id, out var ready))
            return ready;
        var twin = loaded.Values.FirstOrDefault(l => l.HasHistoriesOf(release)); // its store is up to date
        var live = LiveRelease<TParts>.Load(system, release, workspace, twin?.Store, views.Store);
        loaded[release.Id] = live; // from here on new observations reach it, and those of the log may come twice
        try
        {
            await views
                .FillAsync(LiveRelease<TParts>.PastsOf(system, release, workspace), cancellation)
                .ConfigureAwait(false);
            if (twin is null)
                await CatchUpAsync(live, cancellation).ConfigureAwait(false);
            await predictor.WarmUpAsync(live, workspace.Time, cancellation).ConfigureAwait(false);
            return live;
        }
        catch
        {
            loaded.TryRemove(release.Id, out _); // it knows only a part of what happened
            throw;
        }
    }

    /// <summary>The challenger; one that is damaged must not keep the champion from answering, so its rollout ends and the problem is told.</summary>
    public async Task<(LiveRelease<TParts>? Challenger, string? Problem)> LoadChallengerAsync(
        Rollout rollout,
        CancellationToken cancellation
    )
    {
        try
        {
            var release = workspace.Releases.Get(system.Id, rollout.Plan.Challenger);
            return (await LoadAsync(release, cancellation).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException)
        {
            var reason = $"The challenger {rollout.Plan.Challenger} cannot be loaded: {e.Message}";
            rollouts.Move(rollout, RolloutStage.Aborted, reason);
            return (null, $"Rollout {rollout.Id} was aborted. {reason}");
        }
    }

    /// <summary>Lets go of all others.</summary>
    public void Keep(IEnumerable<string?> used)
    {
        foreach (var id in loaded.Keys.Except(used))
            loaded.TryRemove(id!, out _);
    }

    /// <summary>Adds an observation to the histories.</summary>
    public void Add(Observation observation)
    {
        foreach (var release in loaded.Values)
            release.Store.Add(observation);
    }

    private async Task CatchUpAsync(LiveRelease<TParts> live, CancellationToken cancellation)
    {
        var kinds = system.Histories.SelectMany(h => h.Kinds).ToHashSet();
        if (kinds.Count > 0)
            await foreach (
                var observation in log.Reader.ReadAsync(kinds: kinds, cancellation: cancellation).ConfigureAwait(false)
            )
                live.Store.Add(observation);
    }
}
