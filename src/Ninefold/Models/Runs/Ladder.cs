using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Runs;

/// <summary>What a rung may cost; one that costs more is passed over, however good it is.</summary>
/// <param name="Microseconds">Mean time of one answer.</param>
/// <param name="Bytes">Size of the stored model.</param>
/// <param name="TrainSeconds">Time to train.</param>
public sealed record RungBudget(
    double Microseconds = double.PositiveInfinity,
    long Bytes = long.MaxValue,
    double TrainSeconds = double.PositiveInfinity
)
{
    /// <summary>What a rung's costs are worth below these limits; nothing unless set.</summary>
    public RungPrices Prices { get; init; } = new();
}

/// <summary>Start simple: heuristic → simple → complex → ensemble, each taken only where it is worth it.</summary>
public static class Ladder
{
    /// <summary>
    /// Trains every rung on the same data and judges it on the same validation cases. A rung is taken where the paired
    /// bootstrap interval of its gain over the best so far is above what it costs more than that (see
    /// <see cref="RungPrices"/>) and it keeps to the budget; the first is there whatever it costs.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The learned part, such as <c>candidates</c>.</param>
    /// <param name="data">What all rungs train on.</param>
    /// <param name="judge">Asks a model about the validation cases, in the same order each time.</param>
    /// <param name="metric">What is compared.</param>
    /// <param name="budget">What a rung may cost.</param>
    /// <param name="rungs">From the heuristic upwards, at least one.</param>
    public static Learned<TModel> Climb<TData, TModel, TOutput, TLabel>(
        this Run run,
        string name,
        TData data,
        Func<TModel, IReadOnlyList<Judged<TOutput, TLabel>>> judge,
        Metric<TOutput, TLabel> metric,
        RungBudget budget,
        params IReadOnlyList<ITrainer<TData, TModel>> rungs
    )
        where TData : notnull
        where TModel : notnull
    {
        if (rungs.DistinctBy(r => r.Name).Count() is var distinct && (distinct == 0 || distinct < rungs.Count))
            throw new ArgumentException(
                $"The ladder '{name}' needs rungs of different names; got {string.Join(", ", rungs.Select(r => r.Name))}."
            );
        var wanted = run.Policy.Rung is { } rung ? rungs.FirstOrDefault(r => r.Name == rung) ?? rungs[0] : null;
        if (wanted is not null)
        {
            run.Report(new(name, metric.Name, metric.HigherIsBetter, 0, []), wanted);
            return new(name, wanted.Name, run.Fit($"{name}: {wanted.Name}", wanted, data));
        }

        var reports = new List<RungReport>();
        IReadOnlyList<Judged<TOutput, TLabel>> best = [];
        (TModel? model, var at) = (default, -1);
        foreach (var trainer in rungs)
        {
            var trained = run.Fit(
                $"{name}: {trainer.Name}",
                trainer,
                data,
                new TrainingNotes([], []),
                out var seconds,
                out var bytes
            );
            using var memory = PeakMemory.Watch();
            var clock = Stopwatch.StartNew();
            var judged = judge(trained);
            var micros = clock.Elapsed.TotalMicroseconds / Math.Max(1, judged.Count);
            var growth = memory.Growth;
            var value = new Bootstrap(run.Seed).Estimate(metric, judged);
            var price = budget.Prices.Of(trainer.Name, micros, bytes, seconds, growth);
            var (better, why) =
                at < 0
                    ? (true, "the heuristic to beat")
                    : Gain(metric, best, judged, reports[at].Name, price - reports[at].Price, new(run.Seed));
            var dear = Dear(budget, micros, bytes, seconds);
            if (better && dear is not null && at >= 0)
                (better, why) = (false, $"{why}, but {dear}");
            if (better)
                (best, model, at) = (judged, trained, reports.Count);
            var parameters = JsonSerializer.Serialize(trainer, trainer.GetType());
            reports.Add(
                new(trainer.Name, parameters, value.Value, value.Low, value.High, seconds, micros, bytes, false, why)
                {
                    Price = price,
                    Memory = growth,
                    Cost = (trained as ICostedModel)?.Cost(),
                }
            );
            run.Log.Line(
                $"{name}: {trainer.Name, -16} {metric.Name} {value.Value:0.0000} [{value.Low:0.0000}, {value.High:0.0000}]  {why}"
            );
        }
        reports[at] = reports[at] with { Chosen = true };
        run.Report(new(name, metric.Name, metric.HigherIsBetter, best.Count, reports), rungs[at]);
        return new(name, rungs[at].Name, model!);
    }

    /// <summary>A ladder of tabular trainers over the rows of one feature set.</summary>
    /// <param name="train">Rungs and their encoders are fitted on these rows.</param>
    /// <param name="validation">Rungs stop early and are chosen on these.</param>
    public static Learned<FeatureScorer> Climb<T>(
        this Run run,
        string name,
        FeatureSet<T> features,
        FeatureTable train,
        FeatureTable validation,
        Metric<double, double> metric,
        params IReadOnlyList<ITabularTrainer> rungs
    ) => run.Climb(name, features, train, validation, metric, new RungBudget(), rungs);

    /// <summary>A ladder of tabular trainers over the rows of one feature set, within a budget.</summary>
    /// <param name="train">Rungs and their encoders are fitted on these rows.</param>
    /// <param name="validation">Rungs stop early and are chosen on these.</param>
    /// <param name="budget">What a rung may cost, and what its costs are worth.</param>
    public static Learned<FeatureScorer> Climb<T>(
        this Run run,
        string name,
        FeatureSet<T> features,
        FeatureTable train,
        FeatureTable validation,
        Metric<double, double> metric,
        RungBudget budget,
        params IReadOnlyList<ITabularTrainer> rungs
    )
    {
        var climbed = new List<FeatureScorer>();
        var learned = run.Climb(
            name,
            (train, validation),
            scorer =>
            {
                climbed.Add(scorer);
                return Judge(scorer, validation);
            },
            metric,
            budget,
            [.. rungs.Select(r => new FeatureTrainer<T>(r, features))]
        );
        new RungInspection(run, name, train, validation, metric).Inspect(rungs, climbed);
        BackTest.Add(run, name, train, validation, metric);
        return learned;
    }

    /// <summary>A ladder of tabular trainers of several classes, judged by the probability of each.</summary>
    /// <param name="train">Rungs and their encoders are fitted on these rows, whose labels are the numbers of the classes.</param>
    /// <param name="validation">Rungs stop early and are chosen on these.</param>
    public static Learned<FeatureScorer> Climb<T>(
        this Run run,
        string name,
        FeatureSet<T> features,
        FeatureTable train,
        FeatureTable validation,
        Metric<IReadOnlyList<double>, int> metric,
        params IReadOnlyList<ITabularTrainer> rungs
    ) =>
        run.Climb(
            name,
            (train, validation),
            scorer => JudgeClasses(scorer, validation),
            metric,
            new RungBudget(),
            [.. rungs.Select(r => new FeatureTrainer<T>(r, features))]
        );

    /// <summary>Trains the rung that a ladder chose again, on more data.</summary>
    public static Learned<TModel> Refit<TData, TModel>(this Run run, Learned<TModel> learned, TData data)
        where TData : notnull
        where TModel : notnull =>
        learned with
        {
            Model = run.Fit(
                $"{learned.Name}: {learned.Rung} on all the past",
                run.ChosenTrainer<TData, TModel>(learned.Name),
                data
            ),
        };

    private static List<Judged<double, double>> Judge(FeatureScorer scorer, FeatureTable table)
    {
        var rows = scorer.Features.Encode(table);
        var scores = new double[rows.Count];
        scorer.Model.Score(rows.Values, scores);
        return [.. scores.Select((score, i) => new Judged<double, double>(score, rows.Labels[i], $"{rows.Groups[i]}"))];
    }

    private static List<Judged<IReadOnlyList<double>, int>> JudgeClasses(FeatureScorer scorer, FeatureTable table)
    {
        var (rows, model) = (scorer.Features.Encode(table), (IClassModel)scorer.Model);
        var judged = new List<Judged<IReadOnlyList<double>, int>>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            var probabilities = new double[model.Classes];
            model.Probabilities(rows.Row(row), probabilities);
            judged.Add(new(probabilities, (int)rows.Labels[row], $"{rows.Groups[row]}"));
        }
        return judged;
    }

    /// <summary>Whether a rung is taken over the best so far, and why.</summary>
    /// <param name="dearer">What it costs more, in units of the metric.</param>
    /// <param name="bootstrap">Gives the difference its interval.</param>
    internal static (bool Better, string Why) Gain<TOutput, TLabel>(
        Metric<TOutput, TLabel> metric,
        IReadOnlyList<Judged<TOutput, TLabel>> best,
        IReadOnlyList<Judged<TOutput, TLabel>> judged,
        string rival,
        double dearer,
        Bootstrap bootstrap
    )
    {
        var gain = bootstrap.Compare(metric, best, judged);
        var sure = gain.HigherIsBetter ? gain.Low : -gain.High; // what it gains at least
        var taken = sure > dearer;
        var verdict =
            taken && dearer < 0 && !gain.Better ? "taken, for it loses less than it saves"
            : taken ? "taken"
            : gain.Better ? "not worth its price"
            : gain.Worse ? "worse"
            : "within the noise";
        var price = dearer == 0 ? "" : $" at a price of {dearer:+0.0000;-0.0000;0.0000}";
        return (
            taken,
            $"{gain.Value:+0.0000;-0.0000;0.0000} [{gain.Low:+0.0000;-0.0000;0.0000}, {gain.High:+0.0000;-0.0000;0.0000}] against {rival}{price}: {verdict}"
        );
    }

    private static string? Dear(RungBudget budget, double micros, long bytes, double seconds) =>
        micros > budget.Microseconds ? $"{micros:0} µs an answer, over {budget.Microseconds:0}"
        : bytes > budget.Bytes ? $"{bytes:N0} bytes, over {budget.Bytes:N0}"
        : seconds > budget.TrainSeconds ? $"{seconds:0} s of training, over {budget.TrainSeconds:0}"
        : null;

    private sealed record FeatureTrainer<T>(ITabularTrainer Trainer, [property: JsonIgnore] FeatureSet<T> Set)
        : ITrainer<(FeatureTable Train, FeatureTable Validation), FeatureScorer>
    {
        public string Name => Trainer.Name;

        public FeatureScorer Fit((FeatureTable Train, FeatureTable Validation) data, TrainingContext context)
        {
            var fitted = Set.Fit(data.Train);
            return new(fitted, Trainer.Fit(new(fitted.Encode(data.Train), fitted.Encode(data.Validation)), context));
        }
    }
}
