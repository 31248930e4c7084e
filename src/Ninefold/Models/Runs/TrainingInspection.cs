using System.Runtime.InteropServices;
using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;
using Ninefold.Models.Tuning;

namespace Ninefold.Models.Runs;

/// <summary>What training again on samples tells of a trainer.</summary>
/// <param name="Trainer">The rung's.</param>
/// <param name="Model">What it made of all rows.</param>
/// <param name="Metric">What it is judged by.</param>
/// <param name="Ranks">Whether groups are queries, which are kept whole.</param>
internal sealed record TrainingInspection(
    ITabularTrainer Trainer,
    ITabularModel Model,
    Metric<double, double> Metric,
    bool Ranks
)
{
    private const int Batch = 32;
    private const int FoldCount = 3;
    private const double Close = .9;
    private const double Worth = .01;
    private static readonly double[] Shares = [.25, .5, 1];

    // Of a ranking, what counts is how many queries there are, and each has many rows.
    private int RowsForChecks => Ranks ? 6000 : 800;

    private int RowsForCurve => Ranks ? 20_000 : 2400;

    /// <summary>How many of so many training rows the trainings of the check fit on in sum, beside a training on all.</summary>
    public double FitOfShuffles(int train) => 10.0 * Math.Min(train, RowsForChecks);

    /// <summary>The same of the learning curve.</summary>
    public double FitOfCurve(int train) => Shares.Sum() * (FoldCount - 1) * Math.Min(train, RowsForCurve);

    /// <summary>By heart is nine tenths of the way from the mean label to the labels themselves, in the metric.</summary>
    public TrainingCheck FewRows(LabelledRows train, TrainingContext context)
    {
        var rows = InspectionSample.Draw(train, RowsForChecks, whole: false, context.Seed);
        double[] labels = [.. rows.Labels.Select(label => (double)label)];
        var (mean, all) = (Value([.. labels.Select(_ => labels.Average())]), Value(labels));
        var batch = Math.Clamp(ByHeart.Rows(Model), 2, Batch);
        return new TrainingChecks(Metric).OverfitOneBatch(
            ByHeart.Loosened(Trainer),
            rows,
            batch,
            mean + Close * (all - mean),
            context
        );

        double Value(double[] scores) =>
            Metric.Compute([.. scores.Select((score, i) => new Judged<double, double>(score, labels[i], $"{i}"))]);
    }

    /// <exception cref="ArgumentException">The columns tell so few rows apart that the same rows stand in both parts.</exception>
    public TrainingCheck Shuffled(LabelledRows train, LabelledRows validation, TrainingContext context)
    {
        var data = new TabularData(
            InspectionSample.Draw(train, RowsForChecks, Ranks, context.Seed),
            InspectionSample.Draw(validation, RowsForChecks, Ranks, context.Seed)
        );
        var distinct = Enumerable.Range(0, data.Train.Count).DistinctBy(row => Key(data.Train, row)).Count();
        if (2 * distinct < data.Train.Count)
            throw new ArgumentException(
                $"of {data.Train.Count} rows only {distinct} are different, so that the same stand in both parts"
            );
        return new TrainingChecks(Metric).ShuffledLabels(Trainer, data, context);

        static string Key(LabelledRows rows, int row) => Convert.ToHexString(MemoryMarshal.AsBytes(rows.Row(row)));
    }

    public LearningFinding Learning(LabelledRows train, TrainingContext context)
    {
        var rows = InspectionSample.Draw(train, RowsForCurve, Ranks, context.Seed);
        var folds = Folds.Grouped(rows.Groups, FoldCount, context.Seed);
        var curve = new CrossValidation(rows, folds, Metric).LearningCurve(Trainer, Shares, context);
        var worth = Worth * Math.Abs(curve[^1].Test.Mean);
        return new(rows.Count, train.Count, curve, LearningAdvice.Of(curve, Metric.HigherIsBetter, worth));
    }
}
