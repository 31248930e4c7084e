using System.Diagnostics;
using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Recommenders;

internal abstract record Contender(string Name)
{
    /// <summary>Chooses parameters on the validation part, learns from it too, and is asked about the test, once.</summary>
    public abstract (ICandidateSource Model, Row Row) Run(Table table, TrainingContext context);
}

/// <summary>A trainer and what may vary of it.</summary>
/// <param name="Start">The first trial: the defaults.</param>
/// <param name="Space">What is searched; empty for nothing.</param>
/// <param name="Fit">Learns.</param>
internal sealed record Contender<TTrainer>(
    string Name,
    TTrainer Start,
    SearchSpace<TTrainer> Space,
    Func<TTrainer, Interactions, TrainingContext, ICandidateSource> Fit
) : Contender(Name)
{
    public int Trials { get; init; } = int.Parse(Environment.GetEnvironmentVariable("TRIALS") ?? "16");

    public override (ICandidateSource Model, Row Row) Run(Table table, TrainingContext context)
    {
        var (watch, chosen, value, first) = (Stopwatch.StartNew(), Start, 0.0, 0.0);
        var parameters = "";
        if (Space.Any())
        {
            var report = new ParzenSearch(Trials).Run(Space, Start, OnValidation, context, TimeProvider.System);
            (chosen, value, first) = (report.Best.Trainer, report.Best.Value, report.Trials[0].Value);
            parameters = string.Join(", ", report.Best.Parameters.Select(p => $"{p.Key} {Short(p.Value)}"));
        }
        else
            first = value = OnValidation(chosen);
        var search = watch.Elapsed.TotalSeconds;
        watch.Restart();
        var model = Fit(chosen, table.Past, context);
        var fit = watch.Elapsed.TotalSeconds;
        var answers = Answers.Of(model, table.Split.TestCases, table.Past);
        var bootstrap = new Bootstrap(seed: 1);
        var row = new Row(
            Name,
            Answers.Metrics.ToDictionary(m => m.Name, m => bootstrap.Estimate(m, answers.Judged)),
            answers.Coverage(table.Past),
            Math.Round(fit, 2),
            Math.Round(answers.MicrosecondsAnAnswer, 1),
            PartSerializer.Write(model, model.GetType()).LongLength,
            new(Math.Round(search, 1), first, value, parameters)
        );
        return (model, row);

        double OnValidation(TTrainer trainer) =>
            Answers.Ndcg.Compute(
                Answers.Of(Fit(trainer, table.Split.Train, context), table.Split.ValidationCases, table.Past).Judged
            );
    }

    private static string Short(string value) => double.TryParse(value, out var number) ? $"{number:g3}" : value;
}

/// <summary>How one model did on one data set.</summary>
/// <param name="Metrics">On the test, with intervals of 95 % over users.</param>
/// <param name="Coverage">The share of all items that were among somebody's first ten.</param>
/// <param name="Bytes">Stored.</param>
internal sealed record Row(
    string Model,
    IReadOnlyDictionary<string, Interval> Metrics,
    double Coverage,
    double FitSeconds,
    double MicrosecondsAnAnswer,
    long Bytes,
    Choice Choice
)
{
    public override string ToString() =>
        $"{Model, -14} {string.Join("  ", Metrics.Select(m => $"{m.Key} {m.Value.Value:.0000} ({m.Value.Low:.0000}-{m.Value.High:.0000})"))}"
        + $"  coverage {Coverage:.000}  fit {FitSeconds} s  {MicrosecondsAnAnswer} us  {Bytes / 1e6:0.0} MB  {Choice}";
}

/// <summary>What was chosen on the validation part.</summary>
/// <param name="Seconds">Of the search.</param>
/// <param name="Defaults">nDCG@10 of the defaults.</param>
/// <param name="Best">nDCG@10 of what was chosen.</param>
/// <param name="Parameters">In words; empty for the defaults.</param>
internal sealed record Choice(double Seconds, double Defaults, double Best, string Parameters);
