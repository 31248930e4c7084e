using System.Diagnostics;
using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Runs;

namespace Ninefold;

/// <summary>Judges whole flows on the test cases: the same <c>Predict</c> for each release, each case as of its own moment.</summary>
internal sealed class FlowEvaluation<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
    Run run
)
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    private const int TimedRequests = 500;
    private const int ReferenceRequests = 500;

    /// <param name="test">The test cases.</param>
    /// <param name="flows">The flows; the last is the learned release.</param>
    public async Task<(EvaluationReport Report, IReadOnlyList<TraceSpan> Trace)> RunAsync(
        IReadOnlyList<Case<TRequest, TOutcome>> test,
        IReadOnlyList<(string Name, TParts Parts)> flows
    )
    {
        if (test.Count == 0)
            throw new InvalidDataException(
                $"The data of {system.Id} leaves no test case. It needs more rows; see the split above."
            );
        IReadOnlyList<Metric<TAnswer, TOutcome>> metrics = [.. system.Metrics, .. system.MetricsWith(flows[^1].Parts)];
        var answers = new List<List<Judged<TAnswer, TOutcome>>>();
        var reports = new List<FlowReport>();
        foreach (var (name, parts) in flows)
        {
            using var work = run.Log.Work($"test: {name}");
            using var memory = PeakMemory.Watch();
            var judged = await AnswerAsync(test, parts, work).ConfigureAwait(false);
            var peak = memory.Bytes;
            var latency = await TimeAsync(test, parts).ConfigureAwait(false);
            answers.Add(judged);
            reports.Add(
                new(
                    name,
                    Values(metrics, judged),
                    latency.P50,
                    latency.P99,
                    1000 / latency.Mean,
                    PartSerializer.Write(parts).LongLength
                )
                {
                    Latency = latency,
                    PeakBytes = peak,
                }
            );
            work.Done(string.Join("  ", reports[^1].Metrics.Take(1).Select(m => $"{m.Key} {m.Value.Value:0.0000}")));
        }
        var counts = metrics[0];
        var front = ParetoFront.Of(
            reports,
            new Objective<FlowReport>(
                counts.Name,
                r => r.Metrics.TryGetValue(counts.Name, out var value) ? value.Value : 0,
                counts.HigherIsBetter
            ),
            new Objective<FlowReport>("p99", r => r.P99, false),
            new Objective<FlowReport>("bytes", r => r.Bytes, false)
        );
        var differences = flows
            .SkipLast(1)
            .SelectMany(
                (flow, i) =>
                    metrics.Select(m => Difference(flow.Name, m, answers[i], answers[^1])).OfType<DifferenceReport>()
            );
        var trace = await TraceAsync(test[0], flows[^1].Parts).ConfigureAwait(false);
        return (
            new(
                [.. reports.Select((r, i) => r with { OnPareto = front[i] })],
                [.. differences],
                [.. system.Slices.Select(s => s.Evaluate(counts, test, answers[^1], new Bootstrap(run.Seed)))]
            ),
            trace
        );
    }

    private async Task<List<Judged<TAnswer, TOutcome>>> AnswerAsync(
        IReadOnlyList<Case<TRequest, TOutcome>> cases,
        TParts parts,
        IProgress<double> progress
    )
    {
        var judged = new Judged<TAnswer, TOutcome>[cases.Count];
        var done = 0;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = run.Threads,
            CancellationToken = run.Cancellation,
        };
        await Parallel
            .ForAsync(
                0,
                cases.Count,
                options,
                async (i, _) =>
                {
                    var answer = await system
                        .Predict(
                            cases[i].Request,
                            parts,
                            run.CallAt(cases[i].At, run.Seed + i, requestId: cases[i].RequestId)
                        )
                        .ConfigureAwait(false);
                    judged[i] = new(answer, cases[i].Outcome, cases[i].Group);
                    progress.Report(Interlocked.Increment(ref done) / (double)cases.Count);
                }
            )
            .ConfigureAwait(false);
        return [.. judged];
    }

    /// <summary>One request after the other, as served, after a round of warming up.</summary>
    private async Task<LatencyPercentiles> TimeAsync(IReadOnlyList<Case<TRequest, TOutcome>> cases, TParts parts)
    {
        var times = new double[TimedRequests];
        for (var i = -TimedRequests / 2; i < TimedRequests; i++)
        {
            var one = cases[(i + TimedRequests) % cases.Count];
            var clock = Stopwatch.GetTimestamp();
            await system.Predict(one.Request, parts, run.CallAt(one.At, run.Seed, live: true)).ConfigureAwait(false);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        }
        return LatencyPercentiles.Of(times);
    }

    /// <summary>What features and watched values look like over past requests.</summary>
    public async Task<ReferenceProfile> ReferenceAsync(IReadOnlyList<Case<TRequest, TOutcome>> cases, TParts parts)
    {
        var collector = new ReferenceCollector();
        // Evenly over all cases: the first ones may be of one night, or of one user.
        var stride = Math.Max(1, cases.Count / ReferenceRequests);
        for (var i = 0; i < cases.Count; i += stride)
        {
            var one = cases[i];
            var call = run.CallAt(one.At, run.Seed + i, sink: collector.See, requestId: one.RequestId);
            await system.Predict(one.Request, parts, call).ConfigureAwait(false);
            collector.See(call.Watched);
        }
        return collector.Profile();
    }

    private async Task<IReadOnlyList<TraceSpan>> TraceAsync(Case<TRequest, TOutcome> one, TParts parts)
    {
        var call = run.CallAt(one.At, run.Seed, explain: true);
        await system.Predict(one.Request, parts, call).ConfigureAwait(false);
        return call.Trace;
    }

    private Dictionary<string, Interval> Values(
        IReadOnlyList<Metric<TAnswer, TOutcome>> metrics,
        List<Judged<TAnswer, TOutcome>> judged
    )
    {
        var values = new Dictionary<string, Interval>();
        foreach (var metric in metrics)
            try
            {
                values.Add(metric.Name, new Bootstrap(run.Seed).Estimate(metric, judged));
            }
            catch (MetricUndefinedException e)
            {
                run.Log.Line(e.Message);
            }
        return values;
    }

    private DifferenceReport? Difference(
        string rival,
        Metric<TAnswer, TOutcome> metric,
        List<Judged<TAnswer, TOutcome>> theirs,
        List<Judged<TAnswer, TOutcome>> ours
    )
    {
        try
        {
            return new(rival, metric.Name, new Bootstrap(run.Seed).Compare(metric, theirs, ours));
        }
        catch (MetricUndefinedException)
        {
            return null; // one without an interval, or it was said where the values were computed
        }
    }
}
