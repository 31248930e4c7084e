using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Recommenders;

internal abstract record Contender(string Name)
{
    /// <summary>How many trials the search has; the defaults are the first.</summary>
    public int Trials { get; init; } = 8;

    /// <summary>Chooses parameters on the validation part, learns from it too, and is asked about the test, once.</summary>
    public abstract Chosen Run(Table table, TrainingContext context);

    /// <summary>What a model does on the test.</summary>
    public static Row Judge(string name, ICandidateSource model, double fitSeconds, Table table, Choice choice)
    {
        var answers = Answers.Of(model, table.Split.TestCases, table.Past);
        var bootstrap = new Bootstrap(seed: 1);
        return new Row(
            name,
            Answers.Metrics.ToDictionary(m => m.Name, m => bootstrap.Estimate(m, answers.Judged)),
            answers.Coverage(table.Past),
            Math.Round(fitSeconds, 2),
            Math.Round(answers.MicrosecondsAnAnswer, 1),
            PartSerializer.Write(model, model.GetType()).LongLength,
            choice
        );
    }

    public static double OnValidation(ICandidateSource model, Table table) =>
        Answers.Ndcg.Compute(Answers.Of(model, table.Split.ValidationCases, table.Past).Judged);
}

/// <summary>What came of a contender: its model that knows nothing of the validation part, and the one that is asked about the test.</summary>
internal sealed record Chosen(ICandidateSource Before, ICandidateSource Model, Row Row);

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
    public override Chosen Run(Table table, TrainingContext context)
    {
        var (chosen, parameters, best, before) = (Start, "", double.NegativeInfinity, (ICandidateSource?)null);
        var first = Try(Start);
        if (Space.Any() && Trials > 1)
        {
            var known = first;
            var report = new ParzenSearch(Trials).Run(
                Space,
                Start,
                trainer => ReferenceEquals(trainer, Start) ? known : Try(trainer),
                context,
                TimeProvider.System
            );
            chosen = report.Best.Trainer;
            parameters = string.Join(", ", report.Best.Parameters.Select(p => $"{p.Key} {Short(p.Value)}"));
        }
        var started = Environment.CpuUsage.TotalTime;
        var model = Fit(chosen, table.Past, context);
        var fit = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        return new(before!, model, Judge(Name, model, fit, table, new(first, best, parameters)));

        double Try(TTrainer trainer)
        {
            var model = Fit(trainer, table.Split.Train, context);
            var value = OnValidation(model, table);
            if (value > best)
                (best, before) = (value, model);
            return value;
        }
    }

    private static string Short(string value) => double.TryParse(value, out var number) ? $"{number:g3}" : value;
}

/// <summary>How one model did on one data set.</summary>
/// <param name="Metrics">On the test, with intervals of 95 % over users.</param>
/// <param name="Coverage">The share of all items that were among somebody's first ten.</param>
/// <param name="FitSeconds">Of the processor.</param>
/// <param name="MicrosecondsAnAnswer">Of the processor, with one thread.</param>
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
/// <param name="Defaults">nDCG@10 of the defaults.</param>
/// <param name="Best">nDCG@10 of what was chosen.</param>
/// <param name="Parameters">In words; empty for the defaults.</param>
internal sealed record Choice(double Defaults, double Best, string Parameters);
