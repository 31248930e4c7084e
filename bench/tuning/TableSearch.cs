using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Tuning;

/// <summary>Five parameters of boosted trees, judged by the error on rows of a real table that they were not fitted on.</summary>
internal sealed class TableSearch
{
    private const int Rows = 900;
    private readonly TabularData data;
    private readonly float[] labels;

    public TableSearch(LabelledRows table)
    {
        int[] order = [.. Enumerable.Range(0, table.Count)];
        new Random(1).Shuffle(order);
        var validation = table.Take([.. order[(Rows * 2 / 3)..Math.Min(Rows, table.Count)].Order()]);
        data = new(table.Take([.. order[..(Rows * 2 / 3)].Order()]), validation);
        labels = validation.Labels;
    }

    public static SearchSpace<BoostedTrees> Space =>
        new()
        {
            { "rate", new LogUniform(.01, .5), (trees, value) => trees with { LearningRate = value } },
            { "leaves", new IntegerRange(2, 31), (trees, value) => trees with { Leaves = value } },
            { "rows of a leaf", new IntegerRange(2, 60), (trees, value) => trees with { MinLeafRows = value } },
            { "columns", new Uniform(.2, 1), (trees, value) => trees with { ColumnShare = value } },
            { "l2", new LogUniform(.001, 100), (trees, value) => trees with { L2 = value } },
        };

    /// <summary>The two of them that explain most of the error; a grid of all five would be coarse or long.</summary>
    public static SearchSpace<BoostedTrees> Plane =>
        new()
        {
            { "rate", new LogUniform(.01, .5), (trees, value) => trees with { LearningRate = value } },
            { "columns", new Uniform(.2, 1), (trees, value) => trees with { ColumnShare = value } },
        };

    public static BoostedTrees Start(Random random) =>
        new()
        {
            Objective = TreeObjective.Regression,
            Rounds = 30,
            Patience = 0,
            LearningRate = Math.Exp(double.Lerp(Math.Log(.01), Math.Log(.5), random.NextDouble())),
            Leaves = random.Next(2, 32),
            MinLeafRows = random.Next(2, 61),
            ColumnShare = double.Lerp(.2, 1, random.NextDouble()),
            L2 = Math.Exp(double.Lerp(Math.Log(.001), Math.Log(100), random.NextDouble())),
        };

    /// <summary>The root of the mean squared error on the validation rows.</summary>
    public double Error(BoostedTrees trainer)
    {
        var scores = new double[labels.Length];
        trainer.Fit(data, new(1)).Score(data.Validation.Values, scores);
        return Math.Sqrt(scores.Select((score, row) => (score - labels[row]) * (score - labels[row])).Average());
    }
}
