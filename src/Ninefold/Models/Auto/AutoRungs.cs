using System.Globalization;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Models.Auto;

/// <summary>The trainers of a ladder by the kind of problem.</summary>
internal static class AutoRungs
{
    /// <summary>Least squares take time cubic in the columns, and cannot be stopped on the way.</summary>
    private const int MostLinearColumns = 800;

    /// <summary>What learns nothing.</summary>
    public static ITabularTrainer Heuristic(TargetKind kind) =>
        kind == TargetKind.Classes ? new ClassShares() : new MeanLabel();

    /// <summary>What is simple: tried in order, each with the share of the time by which it must end.</summary>
    /// <param name="kind">The problem.</param>
    /// <param name="width">How many columns the rows have.</param>
    public static IReadOnlyList<(ITabularTrainer Trainer, double Until)> Simple(TargetKind kind, int width) =>
        kind switch
        {
            TargetKind.Binary => [(new LogisticRegression(), .3), (new DecisionTree(), .35)],
            TargetKind.Classes => [(new MultinomialRegression(), .35)],
            _ when width > MostLinearColumns => [(new DecisionTree { Quantities = true }, .35)],
            _ => [(new LinearRegression(L2: 1), .3), (new DecisionTree { Quantities = true }, .35)],
        };

    /// <summary>Boosted trees of a shape.</summary>
    public static ITabularTrainer Boosted(TargetKind kind, BoostedTrees shape) =>
        kind switch
        {
            TargetKind.Binary => shape,
            TargetKind.Classes => new MulticlassTrees { Trees = shape },
            _ => shape with { Objective = TreeObjective.Regression },
        };

    /// <summary>A forest; null for several classes, for which there is none.</summary>
    public static ITabularTrainer? Forest(TargetKind kind) =>
        kind switch
        {
            TargetKind.Classes => null,
            TargetKind.Binary => new RandomForest { Trees = 100 },
            _ => new RandomForest
            {
                Trees = 100,
                Quantities = true,
                ColumnShare = .33, // of quantities a third, as in Breiman (2001)
            },
        };

    /// <summary>The boosted trees with what came next to them.</summary>
    public static ITabularTrainer Ensemble(ITabularTrainer boosted, ITabularTrainer other) =>
        new AveragedTrainers(boosted, other);

    /// <summary>What is searched. Values are few digits long, so that they can be read in code and give the same again.</summary>
    public static SearchSpace<BoostedTrees> Space { get; } =
        new()
        {
            {
                "learning rate",
                new LogUniform(.02, .2),
                (trees, value) => trees with { LearningRate = Short(value), Rounds = 1000 }
            },
            { "leaves", new LogUniform(4, 128), (trees, value) => trees with { Leaves = (int)Math.Round(value) } },
            {
                "rows a leaf",
                new LogUniform(3, 100),
                (trees, value) => trees with { MinLeafRows = (int)Math.Round(value) }
            },
            { "column share", new Uniform(.3, 1), (trees, value) => trees with { ColumnShare = Short(value) } },
            { "row share", new Uniform(.5, 1), (trees, value) => trees with { RowShare = Short(value) } },
            { "l2", new LogUniform(.01, 30), (trees, value) => trees with { L2 = Short(value) } },
        };

    private static double Short(double value) => double.Parse($"{value:G2}", CultureInfo.InvariantCulture);
}
