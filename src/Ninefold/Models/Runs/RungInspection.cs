using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Runs;

/// <summary>Says what the best learned rung of a tabular ladder relies on, whether or not it was taken.</summary>
internal static class RungInspection
{
    private const int Rows = 10_000;
    private const int Repeats = 3;
    private const int Columns = 15;

    /// <param name="climbed">The model of each rung, in order; none where the ladder was not climbed.</param>
    /// <param name="validation">Rungs were judged on these rows; importance is measured on a sample of them.</param>
    public static void Inspect(
        Run run,
        string ladder,
        IReadOnlyList<FeatureScorer> climbed,
        FeatureTable validation,
        Metric<double, double> metric
    )
    {
        if (climbed.Count == 0)
            return;
        var report = run.Ladders.Single(l => l.Name == ladder);
        var sign = metric.HigherIsBetter ? 1 : -1;
        var learned = climbed.Index().Where(c => c.Item.Model is not (ColumnScore or ConstantScore)).ToList();
        if (learned.Count == 0)
            return;
        var (at, scorer) = learned.MaxBy(c => sign * report.Rungs[c.Index].Value);
        var rung = report.Rungs[at].Name;
        var importance = run.Cached(
            $"{ladder}: importance",
            $"{nameof(PermutationImportance)} {metric.Name} {Rows} {Repeats}",
            [scorer, validation],
            progress => Measure(scorer, validation, metric, new(run.Seed, run.Threads, progress, run.Cancellation)),
            out _,
            out _
        );
        if (importance.Length == 0)
            return;
        run.Amend(
            ladder,
            l => l with { Rungs = [.. l.Rungs.Select(r => r.Name == rung ? r with { Importance = importance } : r)] }
        );
        var most = importance.Take(5).Select(c => $"{c.Column} {c.Mean:0.0000}");
        run.Log.Line($"{ladder}: {rung} relies on {string.Join(", ", most)} ({metric.Name} lost where permuted)");
    }

    private static ColumnImportance[] Measure(
        FeatureScorer scorer,
        FeatureTable validation,
        Metric<double, double> metric,
        TrainingContext context
    )
    {
        var rows = scorer.Features.Encode(validation).Sample(Rows);
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
}
