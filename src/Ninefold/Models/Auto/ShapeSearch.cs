using Ninefold.Data.Splitting;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Models.Auto;

/// <summary>
/// Searches the shape of boosted trees with as many trials as there is time for. Where there is much, a trial is judged by
/// folds of the training rows, so that the validation rows stay fresh for the choice between rungs; where there is little, on
/// the validation rows; where there is hardly any, trials get shares of the rows and the best go on with more.
/// </summary>
/// <param name="plan">What was proposed.</param>
/// <param name="data">The encoded rows.</param>
/// <param name="budget">The time; the search ends before all of it is spent.</param>
/// <param name="metric">What is to be best.</param>
/// <param name="time">Times the trials.</param>
internal sealed class ShapeSearch(
    AutoPlan plan,
    TabularData data,
    TimeBudget budget,
    AutoMetric metric,
    TimeProvider time
)
{
    private const double Ends = .85;
    private const int FoldCount = 5;
    private const int MostTrials = 60;
    private const int EnoughTrials = 12;
    private const int EnoughToFold = 24;
    private const int Patience = 25;

    private readonly SearchOptions options = new(Patience, metric.Value.HigherIsBetter);
    private readonly List<Trial<BoostedTrees>> done = [];

    /// <summary>The best model that was fitted on all training rows, which need not be fitted again; null where none was.</summary>
    public (ITabularTrainer Trainer, ITabularModel Model, double Seconds)? Whole { get; private set; }

    /// <summary>Searches.</summary>
    /// <param name="start">The first trial.</param>
    /// <param name="seconds">How long it takes to fit it on all training rows.</param>
    /// <returns>Null where no trial ended in time.</returns>
    public SearchReport<BoostedTrees>? Run(BoostedTrees start, double seconds)
    {
        var fits = budget.Until(Ends).TotalSeconds / Math.Max(seconds, 1e-3);
        try
        {
            if (fits >= EnoughToFold * FoldCount)
                Search(start, fits / FoldCount, Folded());
            else if (fits >= EnoughTrials)
                Search(start, fits, [data]);
            else if (fits >= 4)
                (
                    fits >= 8 ? new HalvingSearch(27, 1.0 / 27, 3, options) : new HalvingSearch(9, 1.0 / 9, 3, options)
                ).Run(
                    AutoRungs.Space,
                    start,
                    (shape, share) => Value(shape, share, [Sample(share)]),
                    new(plan.Task.Seed),
                    time
                );
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException && !budget.IsStopped)
        {
            // The time is over, or no trial had a value: what was done counts.
        }
        var best = done.Where(t => double.IsFinite(t.Value))
            .OrderByDescending(t => t.Budget)
            .ThenBy(t => options.Loss(t.Value))
            .FirstOrDefault();
        return best is null ? null : new(best, done);
    }

    private void Search(BoostedTrees start, double trials, IReadOnlyList<TabularData> parts) =>
        new ParzenSearch((int)Math.Min(MostTrials, trials), options).Run(
            AutoRungs.Space,
            start,
            shape => Value(shape, 1, parts),
            new(plan.Task.Seed),
            time
        );

    private double Value(BoostedTrees shape, double share, IReadOnlyList<TabularData> parts)
    {
        var started = time.GetTimestamp();
        var values = parts.Select(part => Value(shape, part)).Where(double.IsFinite).ToList();
        done.Add(
            new(
                shape,
                new Dictionary<string, string>(),
                values.Count > 0 ? values.Average() : double.NaN,
                time.GetElapsedTime(started).TotalSeconds
            )
            {
                Budget = share,
            }
        );
        return done[^1].Value;
    }

    /// <returns>NaN where so few rows lack a class.</returns>
    /// <exception cref="OperationCanceledException">There was no time for it.</exception>
    private double Value(BoostedTrees shape, TabularData part)
    {
        var (trainer, started) = (AutoRungs.Boosted(plan.Target.Kind, shape), time.GetTimestamp());
        try
        {
            var model =
                budget.Try(Ends, stop => trainer.Fit(part, new(plan.Task.Seed, plan.Task.Threads, Cancellation: stop)))
                ?? throw new OperationCanceledException();
            var value = metric.ValueOf(AutoMetric.Judge(model, part.Validation, plan.Target.Kind));
            var isBest = done.All(t => t.Budget < 1 || options.Loss(value) < options.Loss(t.Value));
            if (isBest && ReferenceEquals(part, data))
                Whole = (trainer, model, time.GetElapsedTime(started).TotalSeconds);
            return value;
        }
        catch (ArgumentException) when (!ReferenceEquals(part, data))
        {
            return double.NaN;
        }
    }

    private TabularData Sample(double share) =>
        share == 1 ? data : data with { Train = data.Train.Sample((int)Math.Ceiling(share * data.Train.Count)) };

    /// <summary>Folds of the training rows, of the kind of the split.</summary>
    private IReadOnlyList<TabularData> Folded()
    {
        var rows = data.Train;
        var folds = plan.Split.Kind switch
        {
            SplitKind.Time => Expanding(rows.Count),
            SplitKind.Group => Folds.Grouped(rows.Groups, FoldCount, plan.Task.Seed),
            _ when plan.Target.IsClass => Folds.Stratified(rows.Labels, FoldCount, plan.Task.Seed),
            _ => Folds.Random(rows.Count, FoldCount, plan.Task.Seed),
        };
        return [.. folds.Select(fold => new TabularData(rows.Take(fold.Train), rows.Take(fold.Test)))];
    }

    /// <summary>The rows are in order: each of the last tenths is judged by what came before it.</summary>
    private static IEnumerable<Fold> Expanding(int count) =>
        Enumerable
            .Range(10 - FoldCount, FoldCount)
            .Select(tenth => (From: (int)((long)count * tenth / 10), To: (int)((long)count * (tenth + 1) / 10)))
            .Select(part => new Fold(
                [.. Enumerable.Range(0, part.From)],
                [.. Enumerable.Range(part.From, part.To - part.From)]
            ));
}
