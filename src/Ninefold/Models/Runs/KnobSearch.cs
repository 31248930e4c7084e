using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models.Tuning;

namespace Ninefold.Models.Runs;

/// <summary>What a search over the knobs of a flow tried; kept with the run.</summary>
/// <param name="Name">What was searched for.</param>
/// <param name="Metric">What trials were judged by, on the validation cases.</param>
/// <param name="Trials">In order; the first is the start.</param>
/// <param name="Best">The number of the trial that was taken, from 0.</param>
public sealed record KnobSearchReport(string Name, string Metric, IReadOnlyList<KnobTrial> Trials, int Best)
{
    /// <summary>Which parameters mattered, the most important first; none where there were too few trials to tell.</summary>
    public IReadOnlyList<ParameterShare> Importance { get; init; } = [];

    /// <summary>Why it was taken, where the metric alone does not say it; else empty.</summary>
    public string Why { get; init; } = "";
}

/// <summary>One trial of a search.</summary>
/// <param name="Parameters">What was set, by name; empty for the start.</param>
/// <param name="Value">The metric.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record KnobTrial(IReadOnlyDictionary<string, string> Parameters, double Value, double Seconds);

/// <summary>Chooses the knobs of a flow (weights, thresholds, shares) as trainers are chosen: on the validation cases.</summary>
public static class KnobSearch
{
    /// <summary>Searches at random from a start that is kept unless something is better.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">Distinct within the system.</param>
    /// <param name="cases">The validation cases; each trial runs the flow over all of them.</param>
    /// <param name="parts">The release's parts with the knobs to try.</param>
    /// <param name="predict">The flow.</param>
    /// <param name="metric">What is to be best.</param>
    /// <param name="space">What may be set.</param>
    /// <param name="start">The first trial.</param>
    /// <param name="trials">How many trials in all, at least 1.</param>
    /// <returns>The best knobs; where a ladder stops below its best rung, the start.</returns>
    public static TKnobs Tune<TRequest, TAnswer, TOutcome, TParts, TKnobs>(
        this Run run,
        string name,
        IReadOnlyList<Case<TRequest, TOutcome>> cases,
        Func<TKnobs, TParts> parts,
        Func<TRequest, TParts, Call, ValueTask<TAnswer>> predict,
        Metric<TAnswer, TOutcome> metric,
        SearchSpace<TKnobs> space,
        TKnobs start,
        int trials
    )
        where TParts : notnull
        where TKnobs : notnull
    {
        if (run.Policy != RungPolicy.Best)
            return start;
        var found = run.Cached(
            name,
            $"{run.Code} {metric.Name} {trials} {run.Readable}",
            [cases, parts(start)],
            progress =>
            {
                var context = new TrainingContext(run.Seed, run.Threads, progress, run.Cancellation);
                return new RandomSearch(trials, new(HigherIsBetter: metric.HigherIsBetter)).Run(
                    space,
                    start,
                    knobs => Judge(parts(knobs)),
                    context,
                    run.Time
                );
            },
            out _,
            out _
        );
        var best = found.Trials.ToList().FindIndex(t => t.Value == found.Best.Value);
        var tried = found.Trials.Select(t => new KnobTrial(t.Parameters, t.Value, t.Seconds));
        run.Report(new KnobSearchReport(name, metric.Name, [.. tried], best));
        var set = string.Join(
            ", ",
            found.Best.Parameters.Select(p => $"{p.Key} {p.Value}").DefaultIfEmpty("the start")
        );
        run.Log.Line($"{name}: {metric.Name} {found.Trials[0].Value:0.0000} → {found.Best.Value:0.0000} by {set}");
        return found.Best.Trainer;

        double Judge(TParts tried)
        {
            var judged = new Judged<TAnswer, TOutcome>[cases.Count];
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = run.Threads,
                CancellationToken = run.Cancellation,
            };
            Parallel.For(
                0,
                cases.Count,
                options,
                i =>
                {
                    var call = run.CallAt(cases[i].At, run.Seed + i, requestId: cases[i].RequestId);
                    var answer = predict(cases[i].Request, tried, call).AsTask().GetAwaiter().GetResult();
                    judged[i] = new(answer, cases[i].Outcome, cases[i].Group);
                }
            );
            return metric.Compute(judged);
        }
    }
}
