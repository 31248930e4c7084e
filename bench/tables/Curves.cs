using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Tables;

/// <summary>One point of a curve, means over the folds.</summary>
internal sealed record Point(double At, double Train, double Test);

/// <summary>
/// How a single tree and boosted trees do by their leaves, and boosted trees by the rows they learn from: too simple where both
/// are bad, learned by heart where training alone is good.
/// </summary>
internal sealed record Curves(
    string Table,
    string Metric,
    IReadOnlyList<Point> TreeByLeaves,
    IReadOnlyList<Point> BoostedByLeaves,
    IReadOnlyList<Point> BoostedByRows,
    string Advice
)
{
    public static Curves Of(RealTable table)
    {
        Metric<double, double> metric = table.Kind == LabelKind.Two ? new RocAuc() : new RootMeanSquaredError();
        var objective = table.Kind == LabelKind.Two ? TreeObjective.Binary : TreeObjective.Regression;
        var validation = new CrossValidation(table.Rows, [.. table.Folds.Select(f => f.Outer)], metric);
        var context = new TrainingContext(Seed: 1, Threads: 2);
        var boosted = new BoostedTrees
        {
            Objective = objective,
            Rounds = 50,
            Patience = 0,
        };
        var byRows = validation.LearningCurve(boosted, [.1, .2, .4, .7, 1], context);
        return new(
            table.Name,
            metric.Name,
            ByLeaves(leaves => new DecisionTree
            {
                Quantities = table.Kind == LabelKind.Quantity,
                Leaves = leaves,
                Depth = 100,
                MinLeafRows = 1,
            }),
            ByLeaves(leaves => boosted with { Leaves = leaves }),
            Means(byRows),
            LearningAdvice.Of(byRows, metric.HigherIsBetter).Why
        );

        IReadOnlyList<Point> ByLeaves(Func<int, ITabularTrainer> trainer) =>
            Means(validation.ValidationCurve([2, 4, 8, 16, 32, 64, 128], leaves => trainer((int)leaves), context));
    }

    private static IReadOnlyList<Point> Means(IReadOnlyList<CurvePoint> curve) =>
        [.. curve.Select(p => new Point(Math.Round(p.At), p.Train.Mean, p.Test.Mean))];
}
