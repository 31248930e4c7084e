using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Labelling;
using Ninefold.Data.Observations;
using Ninefold.Experiments;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Metrics;
using Ninefold.Models.Releases;

namespace Ninefold;

/// <inheritdoc/>
internal sealed class LiveSystem<TRequest, TAnswer, TOutcome, TParts> : LiveSystem
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    /// <summary>Of the shadow, at once: a slow challenger must not take what the requests need.</summary>
    internal const int MostComparisons = 16;

    private readonly MlSystem<TRequest, TAnswer, TOutcome, TParts> system;
    private readonly Workspace workspace;
    private readonly Predictor<TRequest, TAnswer, TOutcome, TParts> predictor;
    private readonly RolloutStore rollouts;
    private readonly ObservationLog log;
    private readonly ImpressionLog impressions;
    private readonly OpenRequests open;
    private readonly LatencyHistogram latency = new();
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private readonly LiveReleases<TRequest, TAnswer, TOutcome, TParts> releases;
    private readonly LiveViews views;
    private volatile Serving serving = null!;
    private long? broken; // what was decided when a release could not be loaded
    private int comparing;
    private long failures;
    private long fallbacks;
    private long observed;

    private sealed record Serving(
        LiveRelease<TParts> Champion,
        LiveRelease<TParts> Heuristic,
        LiveRelease<TParts>? Challenger,
        RolloutDriver? Driver,
        string? Problem
    );

    private LiveSystem(
        MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
        Workspace workspace,
        ObservationLog log,
        LiveViews views
    )
    {
        (this.system, this.workspace, this.log, this.views, predictor) = (system, workspace, log, views, new(system));
        rollouts = new RolloutStore(workspace.Database, workspace.Time);
        releases = new(system, workspace, views, predictor, rollouts);
        impressions = new ImpressionLog(log);
        open = new OpenRequests(system.Operations);
        Reviews = new LiveReviews(system, workspace, labels => ObserveAsync(labels, CancellationToken.None));
        Monitors = new LiveMonitors(system, workspace.Database, workspace.Time);
    }

    public static async Task<LiveSystem> OpenAsync(
        MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
        Workspace workspace,
        CancellationToken cancellation
    )
    {
        var folder = workspace.ObservationFolder(system.Id);
        var log = await ObservationLog
            .OpenAsync(folder, workspace.Time, cancellation: cancellation)
            .ConfigureAwait(false);
        LiveViews views;
        try
        {
            views = await LiveViews.OpenAsync(system, workspace, log, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await log.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        var live = new LiveSystem<TRequest, TAnswer, TOutcome, TParts>(system, workspace, log, views);
        try
        {
            await live.RefreshAsync(cancellation).ConfigureAwait(false);
            return live;
        }
        catch
        {
            await live.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override MlSystem System => system;

    public override string Release => serving.Champion.Release.Id;

    public override string? Problem => serving.Problem ?? views.Problem;

    public override object Parts => serving.Champion.Parts;

    public override LiveMonitors Monitors { get; }

    public override LiveReviews Reviews { get; }

    public override LiveStatistics Statistics =>
        new(
            latency.Count,
            Interlocked.Read(ref failures),
            Interlocked.Read(ref fallbacks),
            Interlocked.Read(ref observed),
            impressions.Dropped,
            latency.Quantile(.5).TotalMilliseconds,
            latency.Quantile(.99).TotalMilliseconds
        );

    public override async ValueTask<Prediction> PredictAsync(
        ReadOnlyMemory<byte> json,
        bool explain,
        CancellationToken cancellation
    )
    {
        var request = system.Read(json.Span);
        var now = workspace.Time.GetUtcNow();
        var requestId = Guid.CreateVersion7(now).ToString("n");
        var unit = system.Subject(request) ?? requestId;
        var state = serving;
        var arm = state.Driver?.ArmOf(unit) ?? "champion";
        var release = arm == "challenger" && state.Challenger is not null ? state.Challenger : state.Champion;
        var isChampion = release == state.Champion; // whose training the monitors compare with
        Answered<TAnswer> answered;
        try
        {
            answered = await predictor
                .AnswerAsync(
                    request,
                    requestId,
                    now,
                    release,
                    state.Heuristic,
                    explain,
                    isChampion ? Monitors.See : null,
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (PredictionFailedException)
        {
            Interlocked.Increment(ref failures);
            Monitors.Failed();
            state.Driver?.Answered(arm, system.Operations.Budget, failed: true);
            throw;
        }
        latency.Record(answered.Duration);
        var watched = isChampion && !answered.Fallback ? answered.Call.Watched : null;
        Monitors.Answered(answered.Duration, !answered.Fallback, watched);
        if (answered.Fallback)
            Interlocked.Increment(ref fallbacks);
        state.Driver?.Answered(arm, answered.Duration, answered.Fallback);
        if (arm == "shadow" && state is { Challenger: { } shadow, Driver: { } driver })
            Compare(request, requestId, now, answered, shadow, driver);
        Log(request, requestId, now, arm, unit, answered);
        Reviews.Offer(answered.Call.Watched, score => ToReview(request, requestId, now, answered.Answer, score));
        var shownArm = arm == "challenger" ? arm : "champion";
        var trace = explain ? answered.Call.Trace : null;
        return new(
            requestId,
            system.Id,
            answered.Release,
            shownArm,
            answered.Fallback,
            answered.Answer,
            answered.Duration.TotalMilliseconds,
            trace
        );
    }

    public override async ValueTask<AppendResult> ObserveAsync(
        IReadOnlyList<Observation> observations,
        CancellationToken cancellation
    )
    {
        var stored = await log.AppendNewAsync(observations, cancellation).ConfigureAwait(false);
        Interlocked.Add(ref observed, stored.Count);
        foreach (var observation in stored)
            open.Add(observation);
        var refused = await views.AddAsync(stored).ConfigureAwait(false);
        return new(stored.Count, observations.Count - stored.Count) { Refused = refused };
    }

    public override ValueTask<ReadOnlyMemory<Interaction>> HistoryAsync(
        HistoryView view,
        string subject,
        Vocabulary items
    ) => serving.Champion.ReadAsync(view, subject, items, workspace.Time.GetUtcNow());

    public override async ValueTask<string?> AskAsync() =>
        serving.Problem ?? await views.Store.AskAsync().ConfigureAwait(false);

    public override DateTimeOffset? LatestOf(FeatureView view) => views.Store.Latest(view);

    public override async ValueTask<IReadOnlyList<FeatureValues>> ReadAsync(
        IReadOnlyList<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    ) => await serving.Champion.ReadAsync(wanted, before).ConfigureAwait(false);

    public override async Task RefreshAsync(CancellationToken cancellation)
    {
        await refreshing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            FinishPromotion();
            var registry = workspace.Releases;
            var heuristic =
                registry.Find(system.Id, ReleaseStore.Heuristic)
                ?? throw new KeyNotFoundException(
                    $"{system.Id} was never trained here; run 'train {system.Id}' first."
                );
            var champion = registry.Find(system.Id, ReleaseStore.Champion) ?? heuristic;
            var rollout =
                rollouts.Current(system.Id) is { Plan.IsReplayed: false } current
                && current.Plan.Champion == champion.Id
                    ? current
                    : null;
            var before = serving;
            if (
                before?.Champion.Release.Id == champion.Id
                && before.Heuristic.Release.Id == heuristic.Id
                && Version(before.Driver?.Rollout) == Version(rollout)
            )
                return;
            broken = registry.Decided(system.Id);
            var answers = await releases.LoadAsync(champion, cancellation).ConfigureAwait(false);
            var fallback = await releases.LoadAsync(heuristic, cancellation).ConfigureAwait(false);
            var (challenger, problem) = rollout is null
                ? default
                : await releases.LoadChallengerAsync(rollout, cancellation).ConfigureAwait(false);
            var driver = challenger is null ? null : new RolloutDriver(rollouts, rollout!, system.Operations);
            if (before?.Champion.Release.Id != champion.Id)
                Monitors.Watch(ReferenceProfile.Of(champion, workspace));
            serving = new(answers, fallback, challenger, driver, problem);
            releases.Keep([champion.Id, heuristic.Id, rollout?.Plan.Challenger]);
            broken = null;
        }
        finally
        {
            refreshing.Release();
        }

        static (long, long)? Version(Rollout? rollout) => rollout is null ? null : (rollout.Id, rollout.Version);
    }

    /// <summary>As <see cref="RefreshAsync"/>, which alone tells what cannot be loaded, and tries it again.</summary>
    private async Task TakeUpAsync(CancellationToken cancellation)
    {
        if (broken == workspace.Releases.Decided(system.Id))
            return;
        try
        {
            await RefreshAsync(cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // what answers goes on
        }
    }

    /// <summary>Points the champion to what a rollout promoted, also where a process ended between the two; what was decided since stays.</summary>
    private void FinishPromotion()
    {
        var lived = rollouts.All(system.Id).FirstOrDefault(r => !r.Plan.IsReplayed);
        if (lived is not { Stage: RolloutStage.Promoted, Plan.Challenger: var promoted })
            return;
        var decided = workspace.Releases.History(system.Id, ReleaseStore.Champion);
        if (decided.Count == 0 || decided[0].At < lived.Since)
            workspace.Releases.Point(
                system.Id,
                ReleaseStore.Champion,
                promoted,
                $"rollout {lived.Id}: {rollouts.History(lived.Id)[^1].Reason}"
            );
    }

    public override async Task WatchAsync(CancellationToken cancellation)
    {
        await TakeUpAsync(cancellation).ConfigureAwait(false); // what is decided is about the rollout as it stands
        var state = serving;
        var closed = open.Close(workspace.Time.GetUtcNow());
        Monitors.Closed(closed);
        if (state.Driver is { } driver)
            foreach (var one in closed.Where(c => c.Request.At >= driver.Rollout.Since)) // others had other shares
                driver.Rewarded(one.Request.Arm, one.Request.Subject, one.Request.Converted ? 1 : 0);
        Monitors.Evaluate(state.Champion.Release.Id);
        state.Driver?.Decide();
        await TakeUpAsync(cancellation).ConfigureAwait(false);
        await Reviews.LabelAsync().ConfigureAwait(false); // what was decided elsewhere
        await views.WatchAsync(cancellation).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await impressions.DisposeAsync().ConfigureAwait(false);
        await Reviews.CloseAsync().ConfigureAwait(false);
        try
        {
            await views.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await log.DisposeAsync().ConfigureAwait(false);
            refreshing.Dispose();
        }
    }

    /// <summary>Compares behind the request; where too many comparisons are under way already, this one is skipped and counted.</summary>
    private void Compare(
        TRequest request,
        string requestId,
        DateTimeOffset now,
        Answered<TAnswer> champion,
        LiveRelease<TParts> shadow,
        RolloutDriver driver
    )
    {
        if (Interlocked.Increment(ref comparing) <= MostComparisons)
            _ = Task.Run(() => CompareAsync(request, requestId, now, champion, shadow, driver), CancellationToken.None);
        else
        {
            Interlocked.Decrement(ref comparing);
            driver.Skipped();
        }
    }

    private async Task CompareAsync(
        TRequest request,
        string requestId,
        DateTimeOffset now,
        Answered<TAnswer> champion,
        LiveRelease<TParts> shadow,
        RolloutDriver driver
    )
    {
        try
        {
            var other = await predictor
                .AnswerAsync(request, requestId, now, shadow, null, false, null, CancellationToken.None)
                .ConfigureAwait(false);
            driver.Compared(predictor.Disagreement(champion.Answer, other.Answer), champion.Duration, other.Duration);
        }
        catch (PredictionFailedException)
        {
            driver.ChallengerFailedInShadow(champion.Duration);
        }
        finally
        {
            Interlocked.Decrement(ref comparing);
        }
    }

    private void Log(
        TRequest request,
        string requestId,
        DateTimeOffset now,
        string arm,
        string unit,
        Answered<TAnswer> answered
    )
    {
        var shown = system.Impressions(answered.Answer).ToList();
        open.Add(requestId, now, arm, unit, answered.Release, [.. shown.Select(s => s.Item)]);
        impressions.Add([
            .. shown.Select(s =>
                s.ToObservation(system.Id, requestId, now, system.Subject(request), answered.Release, arm)
            ),
        ]);
        if (answered.Call.Reads is { Count: > 0 } reads)
            impressions.Add([
                PredictionSnapshot.Of(reads, system.Id, requestId, now, system.Subject(request), answered.Release, arm),
            ]);
    }

    private ReviewItem ToReview(TRequest request, string requestId, DateTimeOffset now, TAnswer answer, double score) =>
        new(
            system.Id,
            requestId,
            now,
            system.Subject(request),
            system.ReviewedItem(request, answer),
            score,
            JsonSerializer.SerializeToElement(request, SystemEngine.Json),
            JsonSerializer.SerializeToElement(answer, SystemEngine.Json)
        );
}
