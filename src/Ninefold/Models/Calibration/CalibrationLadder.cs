using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models.Runs;

namespace Ninefold.Models.Calibration;

/// <summary>Chooses how scores become probabilities.</summary>
public static class CalibrationLadder
{
    private const int MostFolds = 5;

    /// <summary>
    /// A ladder from <see cref="PlattScaling"/> over <see cref="TemperatureScaling"/> and <see cref="BetaCalibration"/> to
    /// <see cref="IsotonicRegression"/>, judged by log loss. Each rung is fitted on some folds and judged on the others, so
    /// that none is favoured by knowing the rows; what is taken is then fitted on all of them. Temperature and beta stand
    /// in it where all scores are probabilities; with fewer than two rows of a label nothing can be judged, and Platt
    /// scaling is taken.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The learned part, such as <c>calibration</c>.</param>
    /// <param name="data">Scores of rows that the scoring model was not fitted on.</param>
    /// <param name="keepsOrder">
    /// Leaves isotonic regression out, whose levels make different scores equal: for where the probabilities rank as well.
    /// </param>
    /// <exception cref="ArgumentException">The scores cannot be calibrated; the message says why.</exception>
    public static Learned<ICalibrator> ClimbCalibration(
        this Run run,
        string name,
        ScoredLabels data,
        bool keepsOrder = false
    )
    {
        data.Check();
        var positives = data.Labels.Count(label => label == 1);
        var folds = Math.Min(MostFolds, Math.Min(positives, data.Labels.Length - positives));
        var platt = new PlattScaling();
        if (folds < 2)
            return new(name, platt.Name, run.Fit(name, platt, data));
        var rungs = new List<ITrainer<ScoredLabels, ICalibrator>> { platt };
        if (data.Scores.All(score => score is >= 0 and <= 1))
            rungs.AddRange([new TemperatureScaling(), new BetaCalibration()]);
        if (!keepsOrder)
            rungs.Add(new IsotonicRegression());
        var learned = run.Climb(
            name,
            data,
            fitted => fitted.Judge(data),
            new LogLoss(),
            new RungBudget(),
            [.. rungs.Select(rung => new CrossFitted(rung, folds))]
        );
        return new(name, learned.Rung, learned.Model.Whole);
    }

    private sealed record CrossFitted(ITrainer<ScoredLabels, ICalibrator> Trainer, int Folds)
        : ITrainer<ScoredLabels, CrossFittedCalibrator>
    {
        public string Name => Trainer.Name;

        public CrossFittedCalibrator Fit(ScoredLabels data, TrainingContext context) =>
            new(
                Trainer.Fit(data, context),
                [
                    .. CrossFittedCalibrator
                        .Divide(data, Folds, context.Seed)
                        .Select(fold =>
                            Trainer.Fit(
                                new(
                                    [.. fold.Train.Select(row => data.Scores[row])],
                                    [.. fold.Train.Select(row => data.Labels[row])]
                                ),
                                context
                            )
                        ),
                ],
                context.Seed
            );
    }

    /// <param name="Whole">Fitted on all rows.</param>
    /// <param name="ByFold">Each fitted on the rows of the other folds.</param>
    /// <param name="Seed">Of the folds.</param>
    private sealed record CrossFittedCalibrator(ICalibrator Whole, IReadOnlyList<ICalibrator> ByFold, int Seed)
    {
        public static IReadOnlyList<Fold> Divide(ScoredLabels data, int folds, int seed) =>
            Ninefold.Data.Splitting.Folds.Stratified(data.Labels, folds, seed);

        public IReadOnlyList<Judged<double, double>> Judge(ScoredLabels data)
        {
            var judged = new Judged<double, double>[data.Scores.Length];
            foreach (var (fold, calibrator) in Divide(data, ByFold.Count, Seed).Zip(ByFold))
            foreach (var row in fold.Test)
                judged[row] = new(calibrator.Calibrate(data.Scores[row]), data.Labels[row], $"{row}");
            return judged;
        }
    }
}
