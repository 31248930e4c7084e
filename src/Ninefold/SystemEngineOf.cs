using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;

namespace Ninefold;

/// <inheritdoc/>
internal sealed class SystemEngine<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
    Workspace workspace
) : SystemEngine
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    public override MlSystem System => system;

    public override Type RequestType => typeof(TRequest);

    public override Type AnswerType => typeof(TAnswer);

    public override IReadOnlyList<string> MetricNames => [.. system.Metrics.Select(m => m.Name)];

    public override async Task<RunReport> TrainAsync(IRunLog log, CancellationToken cancellation)
    {
        var training = await TrainingAsync(log, cancellation).ConfigureAwait(false);
        var report = await training.RunAsync().ConfigureAwait(false);
        var releases = workspace.Releases;
        releases.Point(system.Id, ReleaseStore.Heuristic, report.Heuristic, $"run {report.Id}");
        if (report.MeetsQuality)
            releases.Point(system.Id, ReleaseStore.Challenger, report.Release, $"run {report.Id}");
        return report;
    }

    public override async Task<RepeatReport> RepeatAsync(RunReport run, IRunLog log, CancellationToken cancellation)
    {
        using var _ = workspace.Lock($"repeat-{run.Id}");
        var home = Path.Combine(workspace.Options.Home, $"repeat-{run.Id}");
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true); // of one that was killed
        try
        {
            Directory.CreateDirectory(home);
            // Only what was fetched is taken over; it is checked by its hash.
            var data = Directory.CreateDirectory(workspace.DataFolder).FullName;
            Directory.CreateSymbolicLink(Path.Combine(home, Path.GetFileName(data)), data);
            var options = workspace.Options with
            {
                Home = home,
                Seed = run.Seed,
                Quick = run.Quick,
                DataFolder = run.Folder,
                Columns = run.Columns,
                Sample = run.Data.Sample?.Kind,
                LoggedValues = run.LoggedValues,
            };
            var lived = await LivedAsync(run.LoggedValues, cancellation).ConfigureAwait(false);
            var training = new Training<TRequest, TAnswer, TOutcome, TParts>(
                system,
                new Workspace(options, workspace.Time),
                lived[..Math.Min(run.Observations, lived.Count)],
                log,
                cancellation
            );
            return RepeatReport.Of(run, await training.RunAsync().ConfigureAwait(false));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    public override async Task<RehearsalReport> RehearseAsync(IRunLog log, CancellationToken cancellation)
    {
        using var _ = workspace.Lock($"rehearse-{system.Id}");
        var training = await TrainingAsync(new SilentRunLog(), cancellation).ConfigureAwait(false);
        var data = await system.Collect(training.NewRun()).ConfigureAwait(false);
        return await new Rehearsal<TRequest, TAnswer, TOutcome, TParts>(system, workspace, log, cancellation)
            .RunAsync(data.Rehearsal)
            .ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<ConsistencyReport>> CheckFeaturesAsync(
        int every,
        IRunLog log,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        var lived = await LivedAsync(snapshots: true, cancellation).ConfigureAwait(false);
        var run = new Training<TRequest, TAnswer, TOutcome, TParts>(
            system,
            workspace,
            lived,
            log,
            cancellation
        ).NewRun();
        await system.Collect(run).ConfigureAwait(false);
        var reports = new List<ConsistencyReport>();
        var folder = Directory.CreateTempSubdirectory("ninefold-check-").FullName;
        try
        {
            foreach (var (i, (views, past)) in run.FilledFrom.Index())
            {
                var file = Path.Combine(folder, $"{i}.parquet");
                var all = past.Concat(run.Observations); // what is in both counts once, by its id
                await ObservationParquet.WriteAsync(file, all, cancellation).ConfigureAwait(false);
                foreach (var view in views)
                {
                    using var work = log.Work(view.Name);
                    var offline = new OfflineView(view) { Threads = run.Threads, Temporary = folder };
                    var report = await ConsistencyCheck
                        .RunAsync(offline, [file], every, cancellation)
                        .ConfigureAwait(false);
                    work.Done(report.IsConsistent ? "equal" : "different");
                    reports.Add(report with { Uncounted = run.Uncounted.GetValueOrDefault(view.Name) });
                }
            }
            Observation[] snapshots = [.. lived.Where((o, i) => i % every == 0 && o.Kind == PredictionSnapshot.Kind)];
            foreach (var (views, past) in run.FilledFrom)
                reports.AddRange(ServedCheck.Run(views, snapshots, past.Concat(run.Observations)));
            return reports;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public override Task<IReadOnlyList<Materialized>> MaterializeAsync(
        string? view,
        IReadOnlyList<string> files,
        IRunLog log,
        CancellationToken cancellation
    ) => new Materialization<TParts>(system, workspace, log, cancellation).RunAsync(view, files);

    public override Task<LiveSystem> ServeAsync(CancellationToken cancellation) =>
        LiveSystem<TRequest, TAnswer, TOutcome, TParts>.OpenAsync(system, workspace, cancellation);

    public override Task<ReleasePredictor> LoadAsync(string release, CancellationToken cancellation) =>
        ReleasePredictor<TRequest, TAnswer, TOutcome, TParts>.LoadAsync(system, workspace, release, cancellation);

    internal override object? LoadPart(Release release, string part) =>
        PartCodec.LoadMember<TParts>(part, release.Parts[part], workspace.Artifacts);

    private async Task<Training<TRequest, TAnswer, TOutcome, TParts>> TrainingAsync(
        IRunLog log,
        CancellationToken cancellation
    ) =>
        new(
            system,
            workspace,
            await LivedAsync(workspace.Options.LoggedValues, cancellation).ConfigureAwait(false),
            log,
            cancellation
        );

    private async Task<List<Observation>> LivedAsync(bool snapshots, CancellationToken cancellation)
    {
        var lived = new List<Observation>();
        var folder = workspace.ObservationFolder(system.Id);
        if (Directory.Exists(folder))
            await foreach (
                var observation in new ObservationReader(folder)
                    .ReadAsync(cancellation: cancellation)
                    .ConfigureAwait(false)
            )
                if (
                    observation is { Replayed: false, Kind: not "impression" }
                    && (snapshots || observation.Kind != PredictionSnapshot.Kind)
                )
                    lived.Add(observation);
        return lived;
    }
}
