using System.Collections.Frozen;
using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Metrics.Online;
using Ninefold.Monitoring;

namespace Ninefold;

/// <summary>
/// Step 9 of one system: what requests see against training, how fast and how sound answers are, what followed from
/// them, and the alarms over all of it.
/// </summary>
public sealed class LiveMonitors
{
    // Some 2,500 requests: what a request says of its user must come from enough users to be compared with training.
    private const int WindowValues = 10_000;

    private static readonly OnlineMetric[] OnlineMetrics =
    [
        new ClickThroughRate(),
        new ConversionRate(),
        new MeanWatchTime(),
        new FirstClickReciprocalRank(),
        new HideRate(),
        new ReportRate(),
    ];

    private static readonly OnlineMetric[] SessionMetrics = [new SessionSuccessRate()];

    // One request without a history gives several missing values: fewer than these tell nothing.
    private const int QualityValues = 500;

    private readonly MlSystem system;
    private readonly AlarmEvaluator alarms;
    private readonly MetricSeries series;
    private readonly OpenSessions sessions;
    private readonly TimeProvider time;
    private readonly string prefix;
    private readonly Lock gate = new();
    private LatencyHistogram latency = new();
    private long calls;
    private long fallbacks;
    private long failures;
    private FrozenDictionary<string, FeatureWindow> windows = FrozenDictionary<string, FeatureWindow>.Empty;

    /// <param name="system">The system.</param>
    /// <param name="database">Where series and alarms are kept.</param>
    /// <param name="time">Dates them.</param>
    /// <param name="prefix">Sets the series of replayed traffic apart.</param>
    internal LiveMonitors(MlSystem system, Database database, TimeProvider time, string prefix = "")
    {
        (this.system, this.time, this.prefix) = (system, time, prefix);
        alarms = new AlarmEvaluator(database, time);
        series = new MetricSeries(database);
        sessions = new OpenSessions(system.Operations.OutcomeWindow);
    }

    /// <summary>The rules that hold for every system, from its operations.</summary>
    public IReadOnlyList<AlarmRule> Rules =>
        [
            new ThresholdRule("drift from training", "psi", AlarmComparison.Above, system.Operations.RetrainAtDrift),
            new ThresholdRule("more missing values than in training", "missing", AlarmComparison.Above, .1),
            new ThresholdRule(
                "latency over budget",
                "p99_ms",
                AlarmComparison.Above,
                system.Operations.Budget.TotalMilliseconds,
                TimeSpan.FromMinutes(1)
            ),
            new ThresholdRule(
                "answers fall back or fail",
                "failure_rate",
                AlarmComparison.Above,
                .01,
                Severity: AlarmSeverity.Critical
            ),
        ];

    /// <summary>The drift of each feature and watched value, the worst first.</summary>
    public DriftReport Drift => DriftReport.Of(windows.Values);

    /// <summary>Missing and out-of-range shares of each feature and watched value.</summary>
    public QualityReport Quality => QualityReport.Of(windows.Values);

    /// <summary>How every rule stands.</summary>
    public IReadOnlyList<Alarm> Alarms => alarms.All(system.Id);

    /// <summary>The online metrics over time.</summary>
    public MetricSeries Series => series;

    /// <summary>Compares with another release's training from now on.</summary>
    internal void Watch(ReferenceProfile? reference) =>
        windows = (reference?.Distributions ?? []).ToFrozenDictionary(
            d => d.Feature,
            d => new FeatureWindow(d, WindowValues)
        );

    /// <summary>Takes the feature vectors of a call: a spread of its rows, since they are much alike.</summary>
    internal void See(FeatureSchema schema, ReadOnlySpan<float> rows)
    {
        const int RowsOfACall = 4;
        var count = rows.Length / schema.Width;
        var stride = Math.Max(1, count / RowsOfACall);
        // Beginning at another row each time, or rows at certain places, such as ranks, would never be seen.
        var first = (int)(Interlocked.Increment(ref calls) % stride);
        for (var column = 0; column < schema.Width; column++)
            if (windows.TryGetValue(schema.Names[column], out var window))
                for (var row = first; row < count; row += stride)
                    window.Add(rows[row * schema.Width + column]);
    }

    /// <summary>Takes how an answered call went.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="sound">False where the heuristic had to answer.</param>
    /// <param name="watched">The numbers that the flow watches; null where it is not the release that is compared.</param>
    internal void Answered(TimeSpan duration, bool sound, IReadOnlyDictionary<string, double>? watched)
    {
        latency.Record(duration);
        if (!sound)
            Interlocked.Increment(ref fallbacks);
        foreach (var (name, value) in watched ?? FrozenDictionary<string, double>.Empty)
            if (windows.TryGetValue(name, out var window))
                window.Add((float)value);
    }

    /// <summary>Takes a call that nothing answered.</summary>
    internal void Failed() => Interlocked.Increment(ref failures);

    /// <summary>Takes requests whose outcomes are known, each with the release that answered.</summary>
    internal void Closed(IReadOnlyList<ClosedRequest> closed)
    {
        foreach (var one in closed)
            sessions.Add(one);
        List<MetricPoint> points =
        [
            .. PointsOf(OnlineMetrics, closed),
            .. PointsOf(SessionMetrics, sessions.Close(time.GetUtcNow())),
        ];
        if (points.Count > 0)
            series.Add(points);
    }

    private IEnumerable<MetricPoint> PointsOf(OnlineMetric[] metrics, IReadOnlyList<ClosedRequest> closed) =>
        from of in closed.GroupBy(c => (c.Release, c.Request.Arm), c => c.Request)
        from metric in metrics
        let sum = metric.Of(of)
        select new MetricPoint(
            system.Id,
            of.Key.Release,
            of.Key.Arm,
            prefix + metric.Name,
            time.GetUtcNow(),
            sum.Numerator,
            sum.Denominator
        );

    /// <summary>Reads every signal, evaluates the rules, and begins a new window of latencies and failures.</summary>
    /// <returns>The alarms whose state changed.</returns>
    internal IReadOnlyList<Alarm> Evaluate(string release)
    {
        var now = time.GetUtcNow();
        LatencyHistogram past;
        long failed;
        long unsound;
        lock (gate)
        {
            (past, latency) = (latency, new LatencyHistogram());
            failed = Interlocked.Exchange(ref failures, 0);
            unsound = failed + Interlocked.Exchange(ref fallbacks, 0);
        }
        var requests = past.Count + failed;
        var signals = Drift.Signals(now).ToList();
        signals.AddRange(Quality.Signals(now, QualityValues));
        if (past.Count > 0)
        {
            var p99 = past.Quantile(.99).TotalMilliseconds;
            signals.Add(new("p99_ms", p99, now));
            series.Add([Point("p99_ms", p99, 1)]);
        }
        if (requests > 0)
        {
            signals.Add(new("failure_rate", (double)unsound / requests, now));
            series.Add([Point("requests", requests, 1), Point("failure_rate", unsound, requests)]);
        }
        return alarms.Evaluate(system.Id, Rules, signals);

        MetricPoint Point(string name, double sum, double count) =>
            new(system.Id, release, "", prefix + name, now, sum, count);
    }

    /// <summary>Whether it is time to train anew.</summary>
    /// <param name="age">How old the release is.</param>
    internal RetrainingDecision Retraining(TimeSpan age) =>
        new RetrainingPolicy
        {
            After = system.Operations.RetrainAfter,
            AtDrift = system.Operations.RetrainAtDrift,
        }.Decide(age, Drift);
}
