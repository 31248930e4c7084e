using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Runs;

/// <summary>
/// Says what the best learned rung of a tabular ladder relies on, where it is worst and whether its training is sound,
/// whether or not it was taken.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="ladder">The ladder's name; it was reported.</param>
/// <param name="train">Rungs were fitted on these rows; they are trained again on samples of them.</param>
/// <param name="validation">Rungs were judged on these rows; all else is measured on samples of them.</param>
/// <param name="metric">What rungs were judged by.</param>
internal sealed class RungInspection(
    Run run,
    string ladder,
    FeatureTable train,
    FeatureTable validation,
    Metric<double, double> metric
)
{
    private const int RowsForImportance = 10_000;
    private const int Rows = 20_000;
    private const int Repeats = 3;
    private const int Columns = 15;
    private const int MostImportant = 4;
    private const double MostSeconds = 10;

    /// <param name="trainers">The rungs, in order.</param>
    /// <param name="climbed">The model of each; none where the ladder was not climbed.</param>
    public void Inspect(IReadOnlyList<ITabularTrainer> trainers, IReadOnlyList<FeatureScorer> climbed)
    {
        var learned = climbed.Index().Where(c => c.Item.Model is not (ColumnScore or ConstantScore)).ToList();
        if (learned.Count == 0)
            return;
        var report = run.Ladders.Single(l => l.Name == ladder);
        var sign = metric.HigherIsBetter ? 1 : -1;
        var (at, scorer) = learned.MaxBy(c => sign * report.Rungs[c.Index].Value);
        var (trainer, rung) = (trainers[at], report.Rungs[at]);
        var importance = run.Cached(
            $"{ladder}: importance",
            $"{nameof(PermutationImportance)} {metric.Name} {RowsForImportance} {Repeats}",
            [scorer, validation],
            progress => Importance(scorer, Context(progress)),
            out _,
            out _
        );
        var insight = run.Cached(
            $"{ladder}: inspection",
            $"{nameof(RungInspection)} {metric.Name} {trainer.GetType().FullName} {CodeVersion.Of(trainer)} "
                + Convert.ToHexStringLower(PartSerializer.Write(trainer, trainer.GetType())),
            [scorer, train, validation, importance],
            progress => Insight(trainer, scorer, rung, importance, Context(progress)),
            out _,
            out _
        );
        var found = rung with { Importance = importance.Length > 0 ? importance : null, Insight = insight };
        run.Amend(ladder, l => l with { Rungs = [.. l.Rungs.Select(r => r.Name == rung.Name ? found : r)] });
        if (importance.Length > 0)
        {
            var most = importance.Take(5).Select(c => $"{c.Column} {c.Mean:0.0000}");
            run.Log.Line(
                $"{ladder}: {rung.Name} relies on {string.Join(", ", most)} ({metric.Name} lost where permuted)"
            );
        }
        foreach (var failed in insight.Checks.Where(c => !c.Passed))
            run.Log.Line($"{ladder}: {failed.Found}");
    }

    private TrainingContext Context(IProgress<double> progress) =>
        new(run.Seed, run.Threads, progress, run.Cancellation);

    private ColumnImportance[] Importance(FeatureScorer scorer, TrainingContext context)
    {
        var rows = scorer.Features.Encode(validation).Sample(RowsForImportance);
        var groups = Array.ConvertAll(rows.Groups, group => $"{group}");
        var sign = metric.HigherIsBetter ? 1 : -1;
        try
        {
            var all = new PermutationImportance(Repeats).Measure(
                scorer.Model,
                rows,
                scores =>
                    sign
                    * metric.Compute([
                        .. scores.Select((score, i) => new Judged<double, double>(score, rows.Labels[i], groups[i])),
                    ]),
                context
            );
            return [.. all.OrderByDescending(c => c.Mean).ThenBy(c => c.Column, StringComparer.Ordinal).Take(Columns)];
        }
        catch (MetricUndefinedException)
        {
            return []; // the sample holds one class, say
        }
    }

    private RungInsight Insight(
        ITabularTrainer trainer,
        FeatureScorer scorer,
        RungReport rung,
        ColumnImportance[] importance,
        TrainingContext context
    )
    {
        var (known, judged) = (scorer.Features.Encode(train), scorer.Features.Encode(validation).Sample(Rows));
        var ranks = metric is GroupedRanking;
        var fitted = new FittedInspection(
            scorer.Model,
            judged,
            metric,
            [.. importance.Take(MostImportant).Select(c => c.Column)]
        );
        var training = new TrainingInspection(trainer, scorer.Model, metric, ranks);
        var attempts = new InspectionAttempts(context.Cancellation);
        var quiet = context with { Progress = null };
        var dependence = attempts.Try("partial dependence", () => fitted.Dependence(quiet));
        var (worst, errors) = (default(IReadOnlyList<SliceResult>), default(IReadOnlyList<InspectedError>));
        var points = default(IReadOnlyList<OperatingPoint>);
        var checks = new List<TrainingCheck?>();
        if (ranks)
            attempts.Leave(
                "slices, errors, curves and rows by heart",
                "a ranking is judged by whole queries, and its scores have no unit"
            );
        else
        {
            worst = attempts.Try("worst slices", () => fitted.Worst(quiet));
            var twoClasses = judged.OfTwoClasses;
            if (twoClasses && !fitted.ScoresAreShares)
                attempts.Leave("errors with their neighbours", "the scores are no probabilities");
            else
                errors = attempts.Try("errors with their neighbours", () => fitted.Errors(known.Sample(Rows)));
            if (twoClasses)
                points = attempts.Try("curves by threshold", fitted.Points);
            else
                attempts.Leave("curves by threshold", "the labels are not two classes");
            checks.Add(attempts.Try("a few rows by heart", () => training.FewRows(known, quiet)));
        }
        context.Progress?.Report(.3);
        if (Affords("shuffled labels", training.FitOfShuffles(known.Count)))
            checks.Add(attempts.Try("shuffled labels", () => training.Shuffled(known, judged, quiet)));
        context.Progress?.Report(.6);
        var learning = Affords("learning curve", training.FitOfCurve(known.Count))
            ? attempts.Try("learning curve", () => training.Learning(known, quiet))
            : null;
        return new(
            dependence ?? [],
            worst ?? [],
            [.. checks.OfType<TrainingCheck>()],
            learning,
            errors ?? [],
            points ?? [],
            attempts.LeftOut
        );

        bool Affords(string what, double rows)
        {
            var seconds = rung.TrainSeconds * rows / known.Count;
            if (seconds <= MostSeconds)
                return true;
            attempts.Leave(what, $"training so often again would take about {seconds:0} s");
            return false;
        }
    }
}
