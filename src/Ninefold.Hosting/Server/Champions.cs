using Ninefold.Experiments;
using Ninefold.Hosting.Commands;
using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Server;

/// <summary>Changes by hand which release of a system answers, and starts rollouts. Servers take it up by themselves.</summary>
internal sealed class Champions(MlSystem system, Workspace workspace)
{
    private readonly RolloutStore rollouts = new(workspace.Database, workspace.Time);

    private ReleaseStore Releases => workspace.Releases;

    /// <summary>What answers now; null where nothing was trained.</summary>
    public Release? Current =>
        Releases.Find(system.Id, ReleaseStore.Champion) ?? Releases.Find(system.Id, ReleaseStore.Heuristic);

    /// <summary>The champion before this one; null where there was none.</summary>
    public string? Previous
    {
        get
        {
            var past = Releases.History(system.Id, ReleaseStore.Champion);
            return past.Select(p => p.Release).FirstOrDefault(r => r != past[0].Release);
        }
    }

    /// <summary>Makes a release the champion; a rollout that runs is aborted, since its champion is no more.</summary>
    /// <param name="name">An id, the beginning of one, or an alias.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <exception cref="KeyNotFoundException">There is no such release.</exception>
    public Release Promote(string name, string reason)
    {
        var release = Releases.Get(system.Id, name);
        if (rollouts.Current(system.Id) is { } running)
            rollouts.Move(running, RolloutStage.Aborted, $"{release.Id} was made the champion: {reason}");
        Releases.Point(system.Id, ReleaseStore.Champion, release.Id, reason);
        return release;
    }

    /// <summary>Makes the champion before this one the champion again.</summary>
    /// <exception cref="UsageException">There was no other.</exception>
    public Release RollBack(string reason) =>
        Previous is { } before
            ? Promote(before, reason)
            : throw new UsageException($"{system.Id} never had another champion to go back to; see 'releases list'.");

    /// <summary>Begins to roll the challenger out on lived traffic; one that is newer takes the place of one that runs.</summary>
    /// <returns>The rollout, or null where the challenger is the champion or there is none.</returns>
    public Rollout? RollOutChallenger(string reason)
    {
        var challenger = Releases.Find(system.Id, ReleaseStore.Challenger);
        var champion = Current;
        if (challenger is null || champion is null || challenger.Id == champion.Id)
            return null;
        if (rollouts.Current(system.Id) is { } running)
        {
            if (!running.Plan.IsReplayed && running.Plan.Challenger == challenger.Id)
                return running;
            rollouts.Move(running, RolloutStage.Aborted, $"{challenger.Id} is a newer challenger");
        }
        return rollouts.Start(
            new RolloutPlan
            {
                System = system.Id,
                Champion = champion.Id,
                Challenger = challenger.Id,
                Salt = $"{champion.Id}:{challenger.Id}",
                CanaryShare = system.Operations.CanaryShare,
                AbTestShare = system.Operations.AbTestShare,
            },
            reason
        );
    }
}
