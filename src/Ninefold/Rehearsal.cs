using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Experiments;
using Ninefold.Metrics;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Monitoring;

namespace Ninefold;

/// <summary>
/// Step 8 on a replay of a real period: its requests come in the order of their time, each at its own moment, and the
/// challenger goes through shadow, canary and A/B. What the subjects went on to do becomes observations, marked as
/// replayed, which both releases see. Step 9 watches it as it would watch lived traffic.
/// </summary>
internal sealed class Rehearsal<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
    Workspace workspace,
    IRunLog log,
    CancellationToken cancellation
)
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    private readonly Predictor<TRequest, TAnswer, TOutcome, TParts> predictor = new(system);
    private readonly LiveMonitors monitors = new(system, workspace.Database, workspace.Time, "replayed/");
    private readonly OpenRequests open = new(system.Operations);

    public async Task<RehearsalReport> RunAsync(IReadOnlyList<Case<TRequest, TOutcome>> traffic)
    {
        var releases = workspace.Releases;
        var champion =
            releases.Find(system.Id, ReleaseStore.Champion) ?? releases.Get(system.Id, ReleaseStore.Heuristic);
        var challenger = releases.Find(system.Id, ReleaseStore.Challenger);
        var store = new RolloutStore(workspace.Database, workspace.Time);
        if (challenger is not null && Earlier(store, champion, challenger) is { } earlier)
            return Report(store, earlier, traffic.Count, monitors.Drift);
        if (challenger is null || challenger.Id == champion.Id)
            return new(champion.Id, null, 0, [], false, monitors.Drift);
        var rival = Loaded(champion);
        if (rival is null)
        {
            champion = releases.Get(system.Id, ReleaseStore.Heuristic); // of the same training as the challenger
            if (Earlier(store, champion, challenger) is { } before)
                return Report(store, before, traffic.Count, monitors.Drift);
            rival = Load(champion);
        }

        if (store.Current(system.Id) is { Plan.IsReplayed: true } left)
            store.Move(left, RolloutStage.Aborted, "another rehearsal begins");
        var plan = new RolloutPlan
        {
            System = system.Id,
            Champion = champion.Id,
            Challenger = challenger.Id,
            // Not the releases, whose ids change with every build: who meets what would be drawn anew with each.
            Salt = $"{system.Id} rehearsal {store.All(system.Id).Count + 1}",
            CanaryShare = system.Operations.CanaryShare,
            AbTestShare = system.Operations.AbTestShare,
            IsReplayed = true,
        };
        var driver = new RolloutDriver(
            store,
            store.Start(plan, $"rehearsal over {traffic.Count:N0} past requests"),
            system.Operations
        );
        monitors.Watch(ReferenceProfile.Of(challenger, workspace));
        await ReplayAsync(traffic, rival, Load(challenger), driver).ConfigureAwait(false);
        monitors.Evaluate(challenger.Id);

        var promoted = driver.Rollout.Stage == RolloutStage.Promoted;
        if (promoted)
            releases.Point(
                system.Id,
                ReleaseStore.Champion,
                challenger.Id,
                $"rollout {driver.Rollout.Id}: {store.History(driver.Rollout.Id)[^1].Reason}"
            );
        return Report(store, driver.Rollout, traffic.Count, monitors.Drift);
    }

    /// <summary>The rehearsal that decided about this challenger already: a replay of the same gives the same.</summary>
    private Rollout? Earlier(RolloutStore store, Release champion, Release challenger) =>
        store
            .All(system.Id)
            .FirstOrDefault(r =>
                r.Plan.IsReplayed
                && r.Plan.Challenger == challenger.Id
                && (
                    r.Stage == RolloutStage.Promoted && champion.Id == challenger.Id
                    || r.Stage == RolloutStage.RolledBack && champion.Id == r.Plan.Champion
                )
            );

    /// <summary>A rollout as it ended.</summary>
    private static RehearsalReport Report(RolloutStore store, Rollout rollout, int requests, DriftReport drift)
    {
        var stages = store
            .History(rollout.Id)
            .Where(t => t.From is RolloutStage.Shadow or RolloutStage.Canary or RolloutStage.AbTest)
            .Select(t => new RehearsalStage(
                StageName(t.From!.Value),
                t.To is not (RolloutStage.RolledBack or RolloutStage.Aborted),
                t.Reason
            ));
        return new(
            rollout.Plan.Champion,
            rollout.Plan.Challenger,
            requests,
            [.. stages],
            rollout.Stage == RolloutStage.Promoted,
            drift
        );
    }

    private async Task ReplayAsync(
        IReadOnlyList<Case<TRequest, TOutcome>> traffic,
        LiveRelease<TParts> champion,
        LiveRelease<TParts> challenger,
        RolloutDriver driver
    )
    {
        var success = system.Metrics.First(m => m.Name == system.Operations.Success);
        await using var observations = await ObservationLog
            .OpenAsync(workspace.ObservationFolder(system.Id), workspace.Time, cancellation: cancellation)
            .ConfigureAwait(false);
        using var work = log.Work("replayed traffic");
        var batch = new List<Observation>();
        foreach (var (i, one) in traffic.OrderBy(c => c.At).Index())
        {
            cancellation.ThrowIfCancellationRequested();
            var requestId = $"rehearsal-{driver.Rollout.Id}-{i}";
            var unit = system.Subject(one.Request) ?? requestId;
            var arm = driver.ArmOf(unit);
            var (release, isChallenger) = arm == "challenger" ? (challenger, true) : (champion, false);
            var answered = await AnswerAsync(one, requestId, release, isChallenger).ConfigureAwait(false);
            driver.Answered(arm, answered?.Duration ?? system.Operations.Budget, answered is null);
            driver.Rewarded(arm, unit, answered is null ? 0 : Reward(success, answered.Answer, one));
            if (answered is not null)
            {
                if (arm == "shadow")
                    await CompareAsync(one, requestId, answered, challenger, driver).ConfigureAwait(false);
                var shown = system.Impressions(answered.Answer).ToList();
                open.Add(requestId, one.At, arm, unit, answered.Release, [.. shown.Select(s => s.Item)]);
                batch.AddRange(
                    shown.Select(s =>
                        s.ToObservation(
                            system.Id,
                            requestId,
                            one.At,
                            system.Subject(one.Request),
                            answered.Release,
                            arm,
                            replayed: true
                        )
                    )
                );
            }
            foreach (var outcome in system.Outcomes(one))
            {
                var seen = outcome with
                {
                    Id = $"{requestId}:outcome:{outcome.Id}",
                    System = system.Id,
                    RequestId = requestId,
                    Replayed = true,
                    Arm = arm,
                };
                batch.Add(seen);
                open.Add(seen);
                champion.Store.Add(seen);
                if (!ReferenceEquals(challenger.Store, champion.Store))
                    challenger.Store.Add(seen);
            }
            if (driver.Decide() is { } decision)
                log.Line(decision.Reason);
            if (batch.Count > 2000)
                await KeepAsync().ConfigureAwait(false);
            work.Report((i + 1.0) / traffic.Count);
            if (!driver.Rollout.Stage.IsActive())
                break;
        }
        await KeepAsync().ConfigureAwait(false);
        if (driver.Decide(trafficEnds: true) is { } last)
            log.Line(last.Reason);

        async Task KeepAsync()
        {
            monitors.Closed(open.Close(DateTimeOffset.MaxValue)); // a replay knows at once what followed
            await observations.AppendAsync(batch, cancellation).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private async Task<Answered<TAnswer>?> AnswerAsync(
        Case<TRequest, TOutcome> one,
        string requestId,
        LiveRelease<TParts> release,
        bool isWatched
    )
    {
        try
        {
            var answered = await predictor
                .AnswerAsync(
                    one.Request,
                    requestId,
                    one.At,
                    release,
                    heuristic: null,
                    explain: false,
                    isWatched ? monitors.See : null,
                    cancellation
                )
                .ConfigureAwait(false);
            monitors.Answered(answered.Duration, sound: true, isWatched ? answered.Call.Watched : null);
            return answered;
        }
        catch (PredictionFailedException)
        {
            monitors.Failed();
            return null;
        }
    }

    private async Task CompareAsync(
        Case<TRequest, TOutcome> one,
        string requestId,
        Answered<TAnswer> answered,
        LiveRelease<TParts> challenger,
        RolloutDriver driver
    )
    {
        if (await AnswerAsync(one, requestId, challenger, isWatched: true).ConfigureAwait(false) is { } shadow)
            driver.Compared(predictor.Disagreement(answered.Answer, shadow.Answer), answered.Duration, shadow.Duration);
        else
            driver.ChallengerFailedInShadow(answered.Duration);
    }

    private static double Reward(Metric<TAnswer, TOutcome> success, TAnswer answer, Case<TRequest, TOutcome> one)
    {
        try
        {
            return success.Compute([new(answer, one.Outcome, one.Group)]);
        }
        catch (MetricUndefinedException)
        {
            return 0; // nothing could be right
        }
    }

    /// <summary>The champion; null, and told, where the code cannot read it any more.</summary>
    private LiveRelease<TParts>? Loaded(Release champion)
    {
        try
        {
            return Load(champion);
        }
        catch (InvalidDataException e)
        {
            log.Line(
                $"The champion {champion.Id} cannot be compared with: {e.Message} The challenger is compared with the "
                    + $"heuristic's release instead; where it is not promoted, 'releases promote {system.Id} heuristic' makes that one answer."
            );
            return null;
        }
    }

    private LiveRelease<TParts> Load(Release release) => LiveRelease<TParts>.Load(system, release, workspace);

    private static string StageName(RolloutStage stage) =>
        stage switch
        {
            RolloutStage.Shadow => "shadow",
            RolloutStage.Canary => "canary",
            _ => "ab_test",
        };
}
