using Ninefold.Metrics;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Auto;

/// <summary>A metric by the kind of problem: over scores of one number, or over the probabilities of the classes.</summary>
/// <param name="Name">As it is reported.</param>
/// <param name="Value">Of a row's scores and its label.</param>
internal sealed record AutoMetric(string Name, Metric<IReadOnlyList<double>, double> Value)
{
    // From here on a class is so rare that a model which never answers it looks good by its accuracy.
    private const double Rare = .5;
    private const double RarePositives = .1;

    /// <summary>Metrics of a problem; the first is the one that counts.</summary>
    public static IReadOnlyList<AutoMetric> Of(AutoTarget target) =>
        target.Kind switch
        {
            TargetKind.Binary => HasRarePositives(target)
                ? [Score(new AveragePrecision()), Score(new RocAuc()), Score(new LogLoss())]
                : [Score(new RocAuc()), Score(new AveragePrecision()), Score(new LogLoss())],
            TargetKind.Classes => HasRareClass(target)
                ? [MacroF1(target.Classes.Count), Accuracy]
                : [Accuracy, MacroF1(target.Classes.Count)],
            TargetKind.Amount =>
            [
                new("rmsle", new RootMeanSquaredError().Of<IReadOnlyList<double>, double>(s => s[0], l => l)),
                new("mae", new MeanAbsoluteError().Of<IReadOnlyList<double>, double>(s => Math.Exp(s[0]), Math.Exp)),
            ],
            _ => [Score(new RootMeanSquaredError()), Score(new MeanAbsoluteError()), Score(new RSquared())],
        };

    /// <summary>Whether fewer than a tenth of the labels are positive.</summary>
    public static bool HasRarePositives(AutoTarget target) => target.Labels.Average() < RarePositives;

    /// <summary>Whether a class has less than half of its even share.</summary>
    public static bool HasRareClass(AutoTarget target) =>
        target.Labels.CountBy(label => label).Min(c => c.Value) < Rare * target.Labels.Length / target.Classes.Count;

    /// <summary>What a model says of rows, beside their labels.</summary>
    public static IReadOnlyList<Judged<IReadOnlyList<double>, double>> Judge(
        ITabularModel model,
        LabelledRows rows,
        TargetKind kind
    )
    {
        var judged = new Judged<IReadOnlyList<double>, double>[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            double[] scores;
            if (kind == TargetKind.Classes && model is IClassModel classes)
                classes.Probabilities(rows.Row(row), scores = new double[classes.Classes]);
            else
                model.Score(rows.Row(row), scores = new double[1]);
            judged[row] = new(scores, rows.Labels[row], $"{rows.Groups[row]}");
        }
        return judged;
    }

    /// <summary>The value, NaN where there is none.</summary>
    public double ValueOf(IReadOnlyList<Judged<IReadOnlyList<double>, double>> judged)
    {
        try
        {
            return Value.Compute(judged);
        }
        catch (MetricUndefinedException)
        {
            return double.NaN;
        }
    }

    private static AutoMetric Score(Metric<double, double> metric) =>
        new(metric.Name, metric.Of<IReadOnlyList<double>, double>(scores => scores[0], label => label));

    private static AutoMetric Accuracy
    {
        get
        {
            var metric = new TopKAccuracy(1);
            return new(metric.Name, metric.Of<IReadOnlyList<double>, double>(scores => scores, label => (int)label));
        }
    }

    private static AutoMetric MacroF1(int classes)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(k => $"{k}")];
        var metric = new LabelFBeta(Averaging.Macro).OverClasses();
        return new(
            metric.Name,
            metric.Of<IReadOnlyList<double>, double>(
                scores => names[scores.Index().MaxBy(s => s.Item).Index],
                label => names[(int)label]
            )
        );
    }
}
