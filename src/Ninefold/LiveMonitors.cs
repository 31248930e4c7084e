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
    private static readonly OnlineMetric[] OnlineMetrics =
    [
        new ClickThroughRate(),
        new ConversionRate(),
        new MeanWatchTime(),
        new FirstClickReciprocalRank(),
        new HideRate(),
        new ReportRate(),
    ];

    private readonly MlSystem system;
    private readonly AlarmEvaluator alarms;
    private readonly MetricSeries series;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private LatencyHistogram latency = new();
    private long failures;
    private FrozenDictionary<string, FeatureWindow> windows = FrozenDictionary<string, FeatureWindow>.Empty;

    internal LiveMonitors(MlSystem system, Database database, TimeProvider time)
    {
        (this.system, this.time) = (system, time);
        alarms = new AlarmEvaluator(database, time);
        series = new MetricSeries(database);
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
        windows = (reference?.Distributions ?? []).ToFrozenDictionary(d => d.Feature, d => new FeatureWindow(d));

    /// <summary>Takes the feature vectors of a call: a spread of its rows, since they are much alike.</summary>
    internal void See(FeatureSchema schema, ReadOnlySpan<float> rows)
    {
        const int RowsOfACall = 8;
        var count = rows.Length / schema.Width;
        var stride = Math.Max(1, count / RowsOfACall);
        for (var column = 0; column < schema.Width; column++)
            if (windows.TryGetValue(schema.Names[column], out var window))
                for (var row = 0; row < count; row += stride)
                    window.Add(rows[row * schema.Width + column]);
    }

    /// <summary>Takes how a call went.</summary>
    internal void Answered(TimeSpan duration, bool sound, IReadOnlyDictionary<string, double> watched)
    {
        latency.Record(duration);
        if (!sound)
            Interlocked.Increment(ref failures);
        foreach (var (name, value) in watched)
            if (windows.TryGetValue(name, out var window))
                window.Add((float)value);
    }

    /// <summary>Takes requests whose outcomes are known.</summary>
    /// <param name="closed">Each with the release that answered.</param>
    /// <param name="prefix">Set apart what is replayed.</param>
    internal void Closed(IReadOnlyList<ClosedRequest> closed, string prefix = "")
    {
        var points = new List<MetricPoint>();
        foreach (var group in closed.GroupBy(c => (c.Release, c.Request.Arm)))
        foreach (var metric in OnlineMetrics)
        {
            var sum = metric.Of(group.Select(c => c.Request));
            points.Add(
                new(
                    system.Id,
                    group.Key.Release,
                    group.Key.Arm,
                    prefix + metric.Name,
                    time.GetUtcNow(),
                    sum.Numerator,
                    sum.Denominator
                )
            );
        }
        if (points.Count > 0)
            series.Add(points);
    }

    /// <summary>Reads every signal, evaluates the rules, and begins a new window of latencies and failures.</summary>
    /// <returns>The alarms whose state changed.</returns>
    internal IReadOnlyList<Alarm> Evaluate(string release)
    {
        var now = time.GetUtcNow();
        LatencyHistogram past;
        long failed;
        lock (gate)
            (past, latency, failed) = (latency, new LatencyHistogram(), Interlocked.Exchange(ref failures, 0));
        var signals = Drift.Signals(now).ToList();
        signals.AddRange(Quality.Signals(now));
        if (past.Count > 0)
        {
            var p99 = past.Quantile(.99).TotalMilliseconds;
            signals.Add(new("p99_ms", p99, now));
            signals.Add(new("failure_rate", (double)failed / past.Count, now));
            series.Add([
                new(system.Id, release, "", "requests", now, past.Count, 1),
                new(system.Id, release, "", "p99_ms", now, p99, 1),
                new(system.Id, release, "", "failure_rate", now, failed, past.Count),
            ]);
        }
        return alarms.Evaluate(system.Id, Rules, signals);
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
