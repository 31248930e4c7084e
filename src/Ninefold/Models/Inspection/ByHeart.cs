using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Models.Inspection;

/// <summary>What a training is checked with that is to learn a few rows by heart.</summary>
internal static class ByHeart
{
    /// <summary>The trainer without what is meant to hold it back: penalties, rows a leaf must hold, shares, early stops.</summary>
    /// <param name="trainer">One that is not known is left as it is.</param>
    public static ITabularTrainer Loosened(ITabularTrainer trainer) =>
        trainer switch
        {
            BoostedTrees trees => trees with
            {
                MinLeafRows = 1,
                L2 = 0,
                ColumnShare = 1,
                RowShare = 1,
                Patience = 0,
                Rounds = Math.Min(trees.Rounds, 200),
                LearningRate = Math.Max(trees.LearningRate, .1),
            },
            RandomForest forest => forest with
            {
                MinLeafRows = 1,
                RowShare = .999,
                Leaves = Math.Max(forest.Leaves, 64),
            },
            DecisionTree tree => tree with { MinLeafRows = 1, Leaves = Math.Max(tree.Leaves, 64), Depth = 64 },
            LogisticRegression regression => regression with { L2 = 1e-3 },
            LinearRegression => new LinearRegression(),
            OnColumns some => some with { Trainer = Loosened(some.Trainer) },
            AveragedTrainers averaged => new AveragedTrainers([.. averaged.Members.Select(Loosened)]),
            _ => trainer,
        };

    /// <summary>How many rows a model can learn by heart whatever their labels are; of a linear one, one more than columns.</summary>
    public static int Rows(ITabularModel model) =>
        model switch
        {
            LogisticModel or LinearModel => model.Width + 1,
            ColumnSubset subset => Rows(subset.Model),
            _ => int.MaxValue,
        };
}
