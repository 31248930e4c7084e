using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Calibration;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using static Ninefold.Systems.FraudDetection.FraudDetectionSystem;

namespace Ninefold.Systems.FraudDetection;

/// <summary>
/// Step 6. The ladder is climbed two weeks before the test, where calibration and thresholds are chosen as well; what was
/// chosen is then fitted anew on the week that the published results train on, and on nothing else.
/// </summary>
internal static class FraudTraining
{
    /// <summary>What <c>Collect</c> keeps for the last fit.</summary>
    public const string LatestWeek = "the latest week";

    /// <summary>The published baseline, with the published features.</summary>
    public const string Handbook = "handbook-logistic-regression";

    /// <summary>
    /// What a rung must gain more: a model that nobody can read costs whoever answers to a customer or an auditor as much as a
    /// hundredth of average precision, and a millisecond of the ten that a payment may wait as much again.
    /// </summary>
    private static readonly RungPrices Prices = new(
        Millisecond: .01,
        Megabyte: .0005,
        TrainMinute: .001,
        Unreadable: .01,
        Readable: ["by-amount", Handbook, "decision-tree", "logistic-regression"]
    );

    public static Parts Train(Past<Payment, FraudOutcome> past, Run run)
    {
        var trees = new BoostedTrees
        {
            LearningRate = .03,
            Rounds = 1000,
            Patience = 100,
            Leaves = 15,
            MinLeafRows = 50,
            ColumnShare = .5,
            L2 = 5,
        };
        var train = Rows("payments to train on", past.Train, run);
        var validation = Rows("payments to choose by", past.Validation, run);
        var risk = run.Climb(
            "risk",
            FraudFeatures.Payments,
            train,
            validation,
            new AveragePrecision(),
            new RungBudget { Prices = Prices },
            [
                new ByFeature("amount"),
                new OnColumns(Handbook, new LogisticRegression(), FraudFeatures.Handbook),
                new IsolationForest(),
                new DecisionTree(),
                new LogisticRegression(),
                trees,
                new RandomForest { Trees = 100 },
                new AveragedTrainers(trees, new RandomForest { Trees = 100 }),
                .. OwnModels.In(run.Data.Folder),
            ]
        );

        var scores = Scores(risk.Model, validation);
        // The risks rank payments as well: isotonic regression would make many of them equal.
        var calibration = run.ClimbCalibration("calibration", new(scores, validation.Labels), keepsOrder: true);
        var decision = run.Fit(
            "decision",
            new LeastCost(),
            new JudgedRisks(
                [.. scores.Select(calibration.Model.Calibrate)],
                [.. past.Validation.Select(c => c.Request.Amount)],
                [.. past.Validation.Select(c => c.Outcome.IsFraud)]
            )
        );

        var latest = Rows(LatestWeek, run.Kept<IReadOnlyList<Case<Payment, FraudOutcome>>>(LatestWeek), run);
        // Trees that stop early stop by the week two weeks before: the only other one whose frauds are known.
        return new(run.Refit(risk, (latest, train)), calibration, decision);
    }

    private static FeatureTable Rows(string name, IReadOnlyList<Case<Payment, FraudOutcome>> cases, Run run) =>
        run.Replay(
            name,
            FraudFeatures.Payments,
            cases,
            name,
            static async (past, _, call) =>
                [(await FraudFeatures.Read(past.Request, call), past.Outcome.IsFraud ? 1f : 0)]
        );

    private static double[] Scores(FeatureScorer scorer, FeatureTable table)
    {
        var rows = scorer.Features.Encode(table);
        var scores = new double[rows.Count];
        scorer.Model.Score(rows.Values, scores);
        return scores;
    }
}
