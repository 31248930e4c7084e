using System.Globalization;
using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Models.Auto;

/// <summary>
/// From a table and a target to features, a ladder and the parameters of its rungs, within a budget of time. Validation rows
/// choose, test rows report, once.
/// </summary>
internal sealed class AutoSearch
{
    private const double EnsembleEnds = .95;
    private const long Draws = 20_000_000; // of rows for an interval, so that many rows do not take long

    private readonly AutoPlan plan;
    private readonly IRunLog log;
    private readonly TimeProvider time;
    private readonly TimeBudget whole;
    private readonly TimeBudget budget; // for learning, after the table was read and encoded
    private readonly TabularData data;
    private readonly LabelledRows test;
    private readonly IReadOnlyList<AutoMetric> metrics;
    private readonly List<string> notes;
    private readonly List<Tried> tried = [];

    private sealed record Tried(
        ITabularTrainer Trainer,
        ITabularModel Model,
        IReadOnlyList<Judged<IReadOnlyList<double>, double>> Judged,
        double Value,
        double Seconds
    );

    /// <summary>Members of an ensemble that are rungs already are not trained again.</summary>
    private sealed record Reusing(IReadOnlyList<Tried> Rungs, int Seed, int Threads, CancellationToken Stop)
        : TrainingContext(Seed, Threads, Cancellation: Stop)
    {
        public override TModel Fit<TData, TModel>(ITrainer<TData, TModel> trainer, TData data) =>
            Rungs.FirstOrDefault(r => ReferenceEquals(r.Trainer, trainer))?.Model is TModel model
                ? model
                : base.Fit(trainer, data);
    }

    private AutoSearch(AutoPlan plan, TimeBudget whole, IRunLog log, TimeProvider time)
    {
        (this.plan, this.log, this.time, this.whole) = (plan, log, time, whole);
        var set = plan.FeatureSet();
        var train = plan.Rows(set, plan.Split.Parts.Train);
        var fitted = set.Fit(train);
        data = new(fitted.Encode(train), Encoded(plan.Split.Parts.Validation));
        test = Encoded(plan.Split.Parts.Test);
        metrics = AutoMetric.Of(plan.Target);
        notes = [.. plan.Notes];
        budget = whole.Rest();

        LabelledRows Encoded(IReadOnlyList<int> part) => fitted.Encode(plan.Rows(set, part));
    }

    private TargetKind Kind => plan.Target.Kind;

    private AutoMetric Counts => metrics[0];

    /// <summary>Reads a file, plans, and searches.</summary>
    /// <param name="path">CSV, its gzip, or Parquet.</param>
    /// <param name="task">What is asked.</param>
    /// <param name="log">Where it tells what it does.</param>
    /// <param name="time">The clock of the budget.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDatasetException">Nothing can be learned from the file; all faults are listed.</exception>
    public static AutoResult Run(
        string path,
        AutoTask task,
        IRunLog log,
        TimeProvider time,
        CancellationToken cancellation = default
    )
    {
        var whole = new TimeBudget(time, task.Budget, cancellation);
        var plan = AutoPlan.Of(TableGuess.Read(path, task.Time, cancellation), task);
        return new AutoSearch(plan, whole, log, time).Run();
    }

    private AutoResult Run()
    {
        var heuristic = Fit(AutoRungs.Heuristic(Kind), CancellationToken.None);
        tried.Add(heuristic);
        foreach (var (trainer, until) in AutoRungs.Simple(Kind, data.Train.Schema.Width))
            Climb(trainer, until);
        var start = new BoostedTrees();
        var boosted = TryFit(AutoRungs.Boosted(Kind, start), .6);
        if (AutoRungs.Forest(Kind) is { } forest)
            Climb(forest, .7);
        var shapes = new ShapeSearch(plan, data, budget, Counts, time);
        var search = boosted is null ? null : shapes.Run(start, boosted.Seconds);
        if (search is not null && search.Best.Trainer != start)
            boosted = shapes.Whole is { } found
                ? Judged(found.Trainer, found.Model, found.Seconds)
                : TryFit(AutoRungs.Boosted(Kind, search.Best.Trainer), EnsembleEnds) ?? boosted;
        if (boosted is not null && search is null)
            notes.Add("There was no time to search the parameters of boosted trees.");
        if (boosted is not null)
        {
            var others = tried.Skip(1).ToList();
            tried.Add(boosted);
            if (others.Count > 0)
                Climb(AutoRungs.Ensemble(boosted.Trainer, Best(others).Trainer), EnsembleEnds);
        }
        var (rungs, chosen) = Choose();
        return new(
            plan,
            rungs,
            chosen,
            search,
            Figures(heuristic, tried[chosen]),
            Close(heuristic),
            notes,
            whole.Spent.TotalSeconds
        );
    }

    /// <summary>Tries a rung of the ladder.</summary>
    private void Climb(ITabularTrainer trainer, double until)
    {
        if (TryFit(trainer, until) is { } rung)
            tried.Add(rung);
    }

    private Tried? TryFit(ITabularTrainer trainer, double until)
    {
        var rung = budget.Try(until, stop => Fit(trainer, stop));
        if (rung is null)
            notes.Add($"There was no time for {trainer.Name}: it has to end by {until:P0} of the time for learning.");
        else
            log.Line($"{trainer.Name}: {Counts.Name} {rung.Value:0.0000} in {rung.Seconds:0.0} s");
        return rung;
    }

    private Tried Fit(ITabularTrainer trainer, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var model = trainer.Fit(data, new Reusing(tried, plan.Task.Seed, plan.Task.Threads, stop));
        return Judged(trainer, model, time.GetElapsedTime(started).TotalSeconds);
    }

    private Tried Judged(ITabularTrainer trainer, ITabularModel model, double seconds)
    {
        var judged = AutoMetric.Judge(model, data.Validation, Kind);
        return new(trainer, model, judged, Counts.ValueOf(judged), seconds);
    }

    /// <summary>By the rule of every ladder: a rung is taken where it beats the best so far by more than the noise.</summary>
    private (IReadOnlyList<AutoRung> Rungs, int Chosen) Choose()
    {
        var bootstrap = Bootstrap(data.Validation.Count);
        var (rungs, chosen) = (new List<AutoRung>(), 0);
        foreach (var (place, rung) in tried.Index())
        {
            var (better, why) =
                place == 0
                    ? (true, "the heuristic to beat")
                    : Ladder.Gain(
                        Counts.Value,
                        tried[chosen].Judged,
                        rung.Judged,
                        tried[chosen].Trainer.Name,
                        0,
                        bootstrap
                    );
            chosen = better ? place : chosen;
            rungs.Add(new(rung.Trainer, bootstrap.Estimate(Counts.Value, rung.Judged), rung.Seconds, why));
        }
        return (rungs, chosen);
    }

    private IReadOnlyList<AutoFigure> Figures(Tried heuristic, Tried chosen)
    {
        var (before, after) = (
            AutoMetric.Judge(heuristic.Model, test, Kind),
            AutoMetric.Judge(chosen.Model, test, Kind)
        );
        var bootstrap = Bootstrap(test.Count);
        return
        [
            .. metrics.Select(m => new AutoFigure(
                m.Name,
                bootstrap.Estimate(m.Value, before),
                bootstrap.Estimate(m.Value, after)
            )),
        ];
    }

    /// <summary>What half of the heuristic's answers are within, on the validation rows: two digits.</summary>
    private double Close(Tried heuristic)
    {
        if (plan.Target.IsClass)
            return 0;
        var errors = heuristic.Judged.Select(j => Math.Abs(Unit(j.Output[0]) - Unit(j.Label))).Order().ToList();
        return double.Parse($"{errors[errors.Count / 2]:G2}", CultureInfo.InvariantCulture);

        double Unit(double label) => Kind == TargetKind.Amount ? Math.Exp(label) - 1 : label;
    }

    private Tried Best(IReadOnlyList<Tried> rungs) =>
        Counts.Value.HigherIsBetter ? rungs.MaxBy(r => r.Value)! : rungs.MinBy(r => r.Value)!;

    private Bootstrap Bootstrap(int rows) => new(plan.Task.Seed, (int)Math.Clamp(Draws / rows, 100, 1000));
}
