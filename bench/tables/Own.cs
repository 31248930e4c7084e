using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Tabular;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Tables;

/// <summary>Ninefold's trainers by folds.</summary>
internal static class Own
{
    private static readonly TrainingContext Context = new(Seed: 1);

    /// <summary>A score, or one a class, for every row, of the fold that left it out; and the processor's seconds.</summary>
    public static PeerScores Scores(RealTable table, Contest contest)
    {
        var (scores, from) = (new double[table.Rows.Count][], Environment.CpuUsage.TotalTime);
        foreach (var fold in table.Folds)
        {
            var (train, stop) = contest.Stops
                ? (fold.Inner[0].Train, fold.Inner[0].Test)
                : (fold.Outer.Train, fold.Outer.Train);
            var model = Choose(table, contest.Grid, fold.Inner)
                .Fit(new(table.Rows.Take(train), table.Rows.Take(stop)), Context);
            foreach (var row in fold.Outer.Test)
                scores[row] = Score(table, model, row);
        }
        return new((Environment.CpuUsage.TotalTime - from).TotalSeconds, scores);
    }

    private static ITabularTrainer Choose(
        RealTable table,
        IReadOnlyList<ITabularTrainer> grid,
        IReadOnlyList<Fold> inner
    )
    {
        if (grid.Count == 1)
            return grid[0];
        Metric<double, double> loss = table.Kind == LabelKind.Two ? new LogLoss() : new RootMeanSquaredError();
        var judge = new CrossValidation(table.Rows, inner, loss);
        return grid.MinBy(trainer => judge.Run(trainer, Context).Mean)!;
    }

    private static double[] Score(RealTable table, ITabularModel model, int row)
    {
        if (table.Kind != LabelKind.Several)
        {
            var score = new double[1];
            model.Score(table.Rows.Row(row), score);
            return score;
        }
        var probabilities = new double[(int)table.Rows.Labels.Max() + 1];
        if (model is NearestRowsModel near)
            near.Probabilities(table.Rows.Row(row), probabilities);
        else
            ((IClassModel)model).Probabilities(table.Rows.Row(row), probabilities);
        return probabilities;
    }
}
