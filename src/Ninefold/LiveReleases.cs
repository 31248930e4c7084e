using System.Collections.Concurrent;
using Ninefold.Experiments;
using Ninefold.Models.Releases;

namespace Ninefold;

/// <summary>The releases of a live system that are loaded; they share what its views know. Loads one at a time.</summary>
internal sealed class LiveReleases<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
    Workspace workspace,
    LiveViews views,
    Predictor<TRequest, TAnswer, TOutcome, TParts> predictor,
    RolloutStore rollouts
)
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    private readonly ConcurrentDictionary<string, LiveRelease<TParts>> loaded = [];

    /// <summary>A release, once the views know what it was trained on, and what was observed since.</summary>
    public async Task<LiveRelease<TParts>> LoadAsync(Release release, CancellationToken cancellation)
    {
        if (loaded.TryGetValue(release.Id, out var ready))
            return ready;
        var live = LiveRelease<TParts>.Load(system, release, workspace, views.Store);
        await views
            .FillAsync(LiveRelease<TParts>.PastsOf(system, release, workspace), cancellation)
            .ConfigureAwait(false);
        await predictor.WarmUpAsync(live, workspace.Time, cancellation).ConfigureAwait(false);
        return loaded[release.Id] = live;
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
}
