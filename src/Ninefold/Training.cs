using System.Runtime.InteropServices;
using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold;

/// <summary>Steps 4 to 6 of a system: collects the data, climbs the ladders, evaluates once, and stores the releases.</summary>
internal sealed class Training<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
    Workspace workspace,
    IReadOnlyList<Observation> observations,
    IRunLog log,
    CancellationToken cancellation
)
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    private readonly string id = Guid.CreateVersion7(workspace.Time.GetUtcNow()).ToString("n")[..16];
    private readonly DateTimeOffset started = workspace.Time.GetUtcNow();

    public async Task<RunReport> RunAsync()
    {
        using var _ = workspace.Lock($"train-{system.Id}");
        workspace.Runs.Begin(id, system.Id, started);
        try
        {
            var report = await LearnAsync().ConfigureAwait(false);
            workspace.Runs.Finish(report);
            return report;
        }
        catch (Exception e)
        {
            workspace.Runs.Fail(id, e is OperationCanceledException ? "stopped by the user" : e.Message);
            throw;
        }
    }

    public Run NewRun() =>
        new(
            new RunOptions(
                id,
                workspace.Options.Seed,
                workspace.Options.Threads,
                workspace.Options.Quick,
                CodeVersion.Of(system.GetType()),
                new DataRequest(
                    workspace.Options.DataFolder,
                    workspace.Options.Columns,
                    workspace.DataFolder,
                    workspace.Options.LocalData
                ),
                system.Features,
                log,
                cancellation
            )
            {
                Observations = [.. observations.Where(o => o.Kind != PredictionSnapshot.Kind)],
                Logged = workspace.Options.LoggedValues
                    ? new(system.Views, observations.Where(o => o.Kind == PredictionSnapshot.Kind))
                    : null,
                Time = workspace.Time,
            },
            workspace.Database,
            workspace.Artifacts
        );

    private async Task<RunReport> LearnAsync()
    {
        var run = NewRun();
        log.Step(4, "Data");
        var data = await system.Collect(run).ConfigureAwait(false);
        if (data.Info.Sample is null && run.Data.Folder is { } folder && workspace.Options.Sample is { } kind)
            data = data with { Info = data.Info with { Sample = new(kind, $"what is in '{folder}'") } };
        var sizes = new SplitSizes(
            data.Past.Train.Count,
            data.Past.Validation.Count,
            data.Test.Count,
            data.Rehearsal.Count
        );
        log.Line(
            $"{data.Info.Id} from {data.Info.Source}: {data.Info.Rows:N0} rows{(data.Info.Simulated ? ", simulated" : "")}"
        );
        log.Line(
            $"{sizes.Train:N0} train, {sizes.Validation:N0} validation, {sizes.Test:N0} test, {sizes.Rehearsal:N0} rehearsal cases. {data.Split}"
        );

        var times = data.Past.Train.Concat(data.Past.Validation).Concat(data.Test).Select(c => c.At);
        var pattern = TimePattern.Of("cases", [.. times.Select(at => at.ToUnixTimeMilliseconds())]);
        IReadOnlyList<string> warnings = [.. run.Uncounted.Values, .. SampleOrigin.WarningsOf(data.Info)];
        IReadOnlyList<string> lines =
        [
            .. data.Report,
            .. pattern.Lines,
            .. warnings.Select(line => $"WARNING  {line}"),
        ];
        foreach (var line in lines)
            log.Line(line);

        log.Step(5, "Features");
        if (run.Logged is { } logged)
            log.Line(
                $"Values of views as {logged.Predictions:N0} lived predictions saw them; {logged.Outdated:N0} saw views that are defined otherwise now, {logged.Unreadable:N0} are no snapshots."
            );
        foreach (var set in system.Features)
            log.Line($"{set.Name}: {string.Join(", ", set.Select(f => f.Name))}");

        log.Step(6, "Models");
        var learned = system.Train(data.Past, run);
        RequireKnownMetrics(learned);
        var rivals = system.Problem.Requirements.Select(r => r.Rival).OfType<string>().Distinct().ToList();
        var others = rivals
            .Prepend(RungPolicy.First.Rung!)
            .Select(rung => (Rung: rung, Parts: With(run, rung, data.Past)))
            .ToList();

        var evaluation = new FlowEvaluation<TRequest, TAnswer, TOutcome, TParts>(system, run);
        var flows = others
            .Select(o => (Name: o.Rung.Length == 0 ? "heuristic" : o.Rung, o.Parts))
            .Append((Name: "released", Parts: learned))
            .ToList();
        var (report, trace, reference) = run.Cached(
            "evaluation",
            CodeVersion.Of(system.GetType()),
            [
                data.Test,
                data.Past.Validation,
                .. run.Store.Filled.OrderBy(v => v.Key).Select(v => v.Value),
                .. flows.Select(f => f.Parts),
            ],
            _ => EvaluateAsync().GetAwaiter().GetResult(),
            out var _,
            out var _
        );
        async Task<Evaluated> EvaluateAsync()
        {
            var (judged, traced) = await evaluation.RunAsync(data.Test, flows).ConfigureAwait(false);
            return new(
                judged,
                traced,
                await evaluation.ReferenceAsync(data.Past.Validation, learned).ConfigureAwait(false)
            );
        }

        var release = Store(
            run,
            data.Info,
            null,
            learned,
            PartCodec.Store(reference, typeof(ReferenceProfile), workspace.Artifacts)
        );
        var heuristic = Store(run, data.Info, RungPolicy.First.Rung, others[0].Parts, null);
        run.AcceptData();
        return new RunReport
        {
            Id = id,
            System = system.Id,
            Started = started,
            Seconds = (workspace.Time.GetUtcNow() - started).TotalSeconds,
            Seed = run.Seed,
            Machine =
                $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}",
            Quick = run.Quick,
            Code = run.Code,
            Folder = run.Data.Folder,
            Columns = run.Data.Columns,
            Observations = observations.Count,
            LoggedValues = workspace.Options.LoggedValues,
            Data = data.Info,
            Split = data.Split,
            Cases = sizes,
            DataReport = lines,
            Steps = run.Steps,
            Ladders = run.Ladders,
            Searches = run.Searches,
            Curves = run.Curves,
            Evaluation = report,
            Requirements =
            [
                .. system.Problem.Requirements.Select(r => Held(r, report, run.Quick, data.Info.Id, release)),
            ],
            Release = release.Id,
            Heuristic = heuristic.Id,
            Trace = trace,
        };
    }

    private void RequireKnownMetrics(TParts learned)
    {
        string[] known =
        [
            .. system.Metrics.Concat(system.MetricsWith(learned)).Select(m => m.Name),
            Measurements.P50,
            Measurements.P99,
            Measurements.Throughput,
            Measurements.Memory,
        ];
        var unknown = system.Problem.Requirements.Select(r => r.Metric).Except(known).ToList();
        if (unknown.Count > 0)
            throw new InvalidOperationException(
                $"The requirements of {system.Id} name {string.Join(", ", unknown)}, which nothing measures. There are: {string.Join(", ", known)}."
            );
    }

    private TParts With(Run run, string rung, Past<TRequest, TOutcome> past)
    {
        run.Policy = new RungPolicy(rung);
        try
        {
            return system.Train(past, run);
        }
        finally
        {
            run.Policy = RungPolicy.Best;
        }
    }

    private static RequirementResult Held(
        Requirement requirement,
        EvaluationReport report,
        bool quick,
        string dataset,
        Release release
    )
    {
        double? value = requirement switch
        {
            { Comparison: Comparison.Beats } => Gain(requirement, report),
            { Metric: Measurements.P50 } => report.Learned.P50,
            { Metric: Measurements.P99 } => report.Learned.P99,
            { Metric: Measurements.Throughput } => report.Learned.PerSecond,
            { Metric: Measurements.Memory } => release.Bytes / 1e6,
            _ => report.Learned.Metrics.TryGetValue(requirement.Metric, out var interval) ? interval.Value : null,
        };
        var held = requirement.Hold(value, dataset);
        return quick ? held with { Met = null } : held;
    }

    private static double? Gain(Requirement requirement, EvaluationReport report)
    {
        var rival = requirement.Rival ?? "heuristic";
        var found = report.Differences.FirstOrDefault(d => d.Rival == rival && d.Metric == requirement.Metric);
        return found is null ? null
            : found.Difference.HigherIsBetter ? found.Difference.Low
            : -found.Difference.High;
    }

    private Release Store(Run run, DatasetInfo data, string? rung, TParts parts, StoredPart? reference)
    {
        // In order, since the release's id is the hash of it all.
        var histories = run
            .Store.Handover.OrderBy(v => v.Key, StringComparer.Ordinal)
            .ToDictionary(v => v.Key, v => PartCodec.Store(v.Value, typeof(ViewPast), workspace.Artifacts));
        var sets = system.Features.ToDictionary(f => f.Name, f => f.Fingerprint);
        var draft = new Release(
            "",
            system.Id,
            rung,
            PartCodec.Store(parts, workspace.Artifacts),
            histories,
            sets,
            reference,
            CodeVersion.Of(system.GetType()),
            data,
            run.Seed
        );
        var release = draft with { Id = Fingerprint.Hash(JsonSerializer.Serialize(draft))[..12] };
        workspace.Releases.Add(release, id);
        return release;
    }
}

/// <summary>What a release showed on the test cases, and what requests look like to it.</summary>
internal sealed record Evaluated(EvaluationReport Report, IReadOnlyList<TraceSpan> Trace, ReferenceProfile Reference);
