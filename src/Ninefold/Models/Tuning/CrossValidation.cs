using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Tuning;

/// <summary>A metric over folds.</summary>
/// <param name="Values">One a fold.</param>
/// <param name="Mean">Over the folds.</param>
/// <param name="Deviation">The standard deviation between the folds; 0 of a single one.</param>
public sealed record CrossValidated(IReadOnlyList<double> Values, double Mean, double Deviation)
{
    internal static CrossValidated Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new(values, mean, Math.Sqrt(squares / Math.Max(1, values.Count - 1)));
    }
}

/// <summary>A point of a curve.</summary>
/// <param name="At">How many training rows, or the parameter's value.</param>
/// <param name="Train">The metric on the rows that were fitted on: how much could be learned by heart.</param>
/// <param name="Test">The metric on the test rows.</param>
public sealed record CurvePoint(double At, CrossValidated Train, CrossValidated Test);

/// <summary>Judges trainers by folds.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Folds">At least one. The test rows of a fold are also what a trainer stops early on.</param>
/// <param name="Metric">By which it is judged.</param>
public sealed record CrossValidation(LabelledRows Rows, IReadOnlyList<Fold> Folds, Metric<double, double> Metric)
{
    /// <summary>Fits on each fold's training rows and judges on its test rows.</summary>
    /// <exception cref="ArgumentException">There are no folds, or the rows cannot be used.</exception>
    /// <exception cref="MetricUndefinedException">The metric has no value on a fold.</exception>
    public CrossValidated Run(ITabularTrainer trainer, TrainingContext context) => Point(0, trainer, 1, context).Test;

    /// <summary>
    /// Quality by how many rows there are: where the curves of training and test have met, a better model is needed; where
    /// that of the test still rises, more data help.
    /// </summary>
    /// <param name="trainer">Is judged.</param>
    /// <param name="shares">Of each fold's training groups, above 0 to 1, drawn by the context's seed.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="ArgumentException">A share is out of range, or leaves no group.</exception>
    public IReadOnlyList<CurvePoint> LearningCurve(
        ITabularTrainer trainer,
        IReadOnlyList<double> shares,
        TrainingContext context
    )
    {
        if (shares.FirstOrDefault(share => !(share is > 0 and <= 1), 1) is not 1 and var wrong)
            throw new ArgumentException($"Shares of a learning curve must be above 0 and at most 1, got {wrong}.");
        return [.. shares.Select(share => Point(null, trainer, share, context))];
    }

    /// <summary>Quality by a parameter: too simple where both curves are bad, too complex where only that of the test is.</summary>
    /// <param name="values">The parameter's values.</param>
    /// <param name="trainer">The trainer at a value.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public IReadOnlyList<CurvePoint> ValidationCurve(
        IReadOnlyList<double> values,
        Func<double, ITabularTrainer> trainer,
        TrainingContext context
    ) => [.. values.Select(value => Point(value, trainer(value), 1, context))];

    private CurvePoint Point(double? at, ITabularTrainer trainer, double share, TrainingContext context)
    {
        if (Folds.Count == 0)
            throw new ArgumentException("Cross-validation needs at least one fold, got none.");
        var (train, test, counts) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var fold in Folds)
        {
            var (fitted, judged) = (Sample(Rows.Take(fold.Train), share, context.Seed), Rows.Take(fold.Test));
            var model = trainer.Fit(new(fitted, judged), context);
            train.Add(Judge(model, fitted));
            test.Add(Judge(model, judged));
            counts.Add(fitted.Count);
        }
        return new(at ?? counts.Average(), CrossValidated.Of(train), CrossValidated.Of(test));
    }

    private static LabelledRows Sample(LabelledRows rows, double share, int seed)
    {
        if (share == 1)
            return rows;
        var groups = Enumerable.Range(0, rows.Groups.LastOrDefault(-1) + 1).ToArray();
        new Random(seed).Shuffle(groups);
        var kept = groups.Take((int)Math.Round(share * groups.Length)).ToHashSet();
        return kept.Count > 0
            ? rows.OfGroups(kept.Contains)
            : throw new ArgumentException($"A share of {share} of {groups.Length} groups is none.");
    }

    private double Judge(ITabularModel model, LabelledRows rows)
    {
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return Metric.Compute([
            .. scores.Select(
                (score, row) => new Judged<double, double>(score, rows.Labels[row], rows.Groups[row].ToString())
            ),
        ]);
    }
}
