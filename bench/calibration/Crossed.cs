using Ninefold.Bench.Tables;
using Ninefold.Data.Splitting;
using Ninefold.Models.Calibration;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Calibration;

/// <summary>
/// Calibration across folds: it is learned from scores of training rows that the model was not fitted on, those of the inner
/// folds, and used on scores of a model fitted on all of them.
/// </summary>
internal sealed class Crossed
{
    private readonly RealTable table;
    private readonly List<(ScoredLabels Unseen, double[] Test)> folds = [];

    public Crossed(RealTable table, ITabularTrainer trainer)
    {
        this.table = table;
        foreach (var fold in table.Folds)
        {
            var unseen = fold
                .Inner.SelectMany(part => Score(trainer, part).Zip(part.Test))
                .OrderBy(s => s.Second)
                .ToList();
            folds.Add(
                (
                    new([.. unseen.Select(s => s.First)], [.. unseen.Select(s => table.Rows.Labels[s.Second])]),
                    Score(trainer, fold.Outer)
                )
            );
        }
    }

    /// <summary>The probabilities of all rows, each of the fold that left it out.</summary>
    public double[][] Probabilities(Func<ScoredLabels, Func<double, double>> fit)
    {
        var all = new double[table.Rows.Count][];
        foreach (var (fold, (unseen, test)) in table.Folds.Zip(folds))
        {
            var calibrate = fit(unseen);
            foreach (var (row, score) in fold.Outer.Test.Zip(test))
                all[row] = [calibrate(score)];
        }
        return all;
    }

    private double[] Score(ITabularTrainer trainer, Fold fold)
    {
        var (train, test) = (table.Rows.Take(fold.Train), table.Rows.Take(fold.Test));
        var scores = new double[test.Count];
        trainer.Fit(new(train, train), new(Seed: 1)).Score(test.Values, scores);
        return scores;
    }
}
