using Ninefold.Data.Splitting;
using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Runs;

/// <summary>
/// Goes through the validation part of a tabular ladder period by period, with the chosen rung fitted anew on the rows before
/// each (Tashman, 2000, "Out-of-sample tests of forecasting accuracy"): the split's own gap lies between them, and a rung that
/// stops early stops by the last fifth of what it is fitted on.
/// </summary>
internal static class BackTest
{
    private const int Periods = 6;
    private const int LeastRows = 50; // of a period
    private const int MostRows = 30_000; // that are fitted on
    private const double Fitted = .8;
    private const double Clear = .05; // of a trend over six periods

    private static readonly TimeSpan[] Lengths = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(365)];

    /// <summary>Adds it to the report of a ladder that was climbed.</summary>
    public static void Add(
        Run run,
        string ladder,
        FeatureTable train,
        FeatureTable validation,
        Metric<double, double> metric
    )
    {
        if (!run.Climbs || train.Moments is null || validation.Moments is null || validation.Count == 0)
            return;
        var trainer = run.ChosenTrainer<(FeatureTable Train, FeatureTable Validation), FeatureScorer>(ladder);
        var report = run.Cached(
            $"{ladder}: back-test",
            $"{nameof(BackTest)} {metric.Name} {CodeVersion.Of(trainer)} {Convert.ToHexStringLower(PartSerializer.Write(trainer, trainer.GetType()))}",
            [train, validation],
            progress => Of(trainer, train, validation, metric, new(run.Seed, run.Threads, progress, run.Cancellation)),
            out _,
            out _
        );
        run.Amend(ladder, l => l with { BackTest = report });
        foreach (var line in report.Findings)
            run.Log.Line($"{ladder}: back-test: {line}");
    }

    /// <param name="trainer">Is fitted on tables to learn from and to stop early by.</param>
    /// <param name="train">With moments.</param>
    /// <param name="validation">With moments.</param>
    /// <param name="metric">By which it is judged.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public static BackTestReport Of(
        ITrainer<(FeatureTable Train, FeatureTable Validation), FeatureScorer> trainer,
        FeatureTable train,
        FeatureTable validation,
        Metric<double, double> metric,
        TrainingContext context
    )
    {
        var all = train.Concat(validation);
        var labels = TimePattern.Of("labels", all.Moments!, all.Labels);
        var (from, end) = (validation.Moments!.Min(), validation.Moments!.Max() + 1);
        var gap = from - train.Moments!.Max();
        var whole = TimeSpan.FromMilliseconds(end - from);
        if (gap < 0)
            return new([], labels, ["none: the parts of the split lie in the same time", .. Said(labels, whole)]);
        if (validation.Count < Periods * LeastRows)
            return new(
                [],
                labels,
                [
                    $"none: {Periods} periods need {Periods * LeastRows} rows of validation, there are {validation.Count}",
                    .. Said(labels, whole),
                ]
            );
        IReadOnlyList<Fold> folds;
        try
        {
            // Some milliseconds less than the gap: so the last row of the training part is known to the first period.
            var horizon = TimeSpan.FromMilliseconds((end - from + Periods - 1) / Periods);
            folds = new TimeFolds(Periods, horizon) { Gap = TimeSpan.FromMilliseconds(Math.Max(0, gap - Periods)) }.Of(
                all.Moments!
            );
        }
        catch (ArgumentException e)
        {
            return new([], labels, [$"none: {e.Message}", .. Said(labels, whole)]);
        }
        var periods = new List<BackTestPeriod>();
        (IReadOnlyList<int> Rows, FeatureScorer? Scorer) known = ([], null);
        foreach (var (i, fold) in folds.Index())
        {
            if (fold.Train.Count < LeastRows || fold.Test.Count < LeastRows)
                continue;
            if (!fold.Train.SequenceEqual(known.Rows))
                known = (fold.Train, Fit(trainer, all.Take(fold.Train), context));
            var period = all.Take(fold.Test);
            periods.Add(
                new(
                    At(period.Moments!.Min()),
                    At(period.Moments!.Max()),
                    fold.Train.Count,
                    fold.Test.Count,
                    Judge(known.Scorer!, period, metric, context.Seed)
                )
            );
            context.Progress?.Report((i + 1.0) / Periods);
        }
        return new(periods, labels, [.. Said(periods, metric), .. Said(labels, whole)]);
    }

    private static FeatureScorer Fit(
        ITrainer<(FeatureTable Train, FeatureTable Validation), FeatureScorer> trainer,
        FeatureTable before,
        TrainingContext context
    )
    {
        // Whole groups, evenly over the time.
        var every = (before.Count + MostRows - 1) / MostRows;
        var sample = every == 1 ? before : before.Take([.. Rows(before).Where(row => before.Groups[row] % every == 0)]);
        long[] moments = [.. sample.Moments!.Order()];
        var cut = moments[(int)(Fitted * (moments.Length - 1))];
        var (fit, stop) = (RowsOf(sample, m => m <= cut), RowsOf(sample, m => m > cut));
        return trainer.Fit((sample.Take(fit), stop.Length > 0 ? sample.Take(stop) : sample.Take(fit)), context);
    }

    private static Interval? Judge(FeatureScorer scorer, FeatureTable table, Metric<double, double> metric, int seed)
    {
        var rows = scorer.Features.Encode(table);
        var scores = new double[rows.Count];
        scorer.Model.Score(rows.Values, scores);
        try
        {
            return new Bootstrap(seed).Estimate(
                metric,
                [.. scores.Select((score, i) => new Judged<double, double>(score, rows.Labels[i], $"{rows.Groups[i]}"))]
            );
        }
        catch (MetricUndefinedException)
        {
            return null; // a period of one class, say
        }
    }

    private static IEnumerable<string> Said(List<BackTestPeriod> periods, Metric<double, double> metric)
    {
        double[] values = [.. periods.Select(p => p.Value?.Value).OfType<double>()];
        if (values.Length < 4)
        {
            yield return $"{values.Length} of {Periods} periods have a {metric.Name}: too few to see a trend in it";
            yield break;
        }
        var trend = Trend.Of(values);
        var falls = trend.Slope < 0 == metric.HigherIsBetter;
        yield return $"{metric.Name} {values.Min():0.0000} to {values.Max():0.0000} over {values.Length} periods, "
            + (
                trend.PValue >= Clear ? "no trend"
                : falls ? $"worse by {Math.Abs(trend.Slope):0.0000} each period: train anew often"
                : $"better by {Math.Abs(trend.Slope):0.0000} each period: more past helps"
            );
    }

    private static IEnumerable<string> Said(TimePattern labels, TimeSpan validation)
    {
        foreach (var line in labels.Lines)
            yield return line;
        if (labels.Trend is not null)
            yield return "with a trend, the latest period says most of what is to come";
        foreach (var season in labels.Seasons.Where(s => validation < Lengths[(int)s.Cycle]))
            yield return $"the validation part is shorter than a {season.Cycle.ToString().ToLowerInvariant()}, of which the labels have a season: it was judged on a part of it";
        if (labels.Lines.Count == 0)
            yield return "the labels show no trend"
                + (labels.Untold.Count < Lengths.Length ? $" and no season of the {Names(Told(labels))}" : "");
        if (labels.Untold.Count > 0)
            yield return $"too short a time to tell seasons of the {Names(labels.Untold)}";
    }

    private static IEnumerable<Cycle> Told(TimePattern labels) => Enum.GetValues<Cycle>().Except(labels.Untold);

    private static string Names(IEnumerable<Cycle> cycles) =>
        string.Join(" and ", cycles.Select(c => c.ToString().ToLowerInvariant()));

    private static DateTimeOffset At(long moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment);

    private static IEnumerable<int> Rows(FeatureTable table) => Enumerable.Range(0, table.Count);

    private static int[] RowsOf(FeatureTable table, Func<long, bool> holds) =>
        [.. Rows(table).Where(row => holds(table.Moments![row]))];
}
