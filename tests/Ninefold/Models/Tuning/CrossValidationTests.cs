using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models.Linear;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Tuning;

public class CrossValidationTests
{
    // scikit-learn 1.2.1: cross_val_score of make_pipeline(SimpleImputer(), StandardScaler(), Ridge(10)) by
    // neg_mean_squared_error over KFold(3) without shuffling.
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        Fold[] folds =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(f => new Fold(
                    [.. Enumerable.Range(0, 300).Where(row => row / 100 != f)],
                    [.. Enumerable.Range(100 * f, 100)]
                )),
        ];
        var validation = new CrossValidation(WaveRows.Quantities(), folds, new MeanSquaredError());
        var found = validation.Run(new LinearRegression(10), new(1));
        double[] expected = [4.9183519772, 5.1576790640, 4.8828992740];
        Assert.Equal(expected, found.Values, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(expected.Average(), found.Mean, 1e-5);
        var squares = expected.Sum(value => Math.Pow(value - expected.Average(), 2));
        Assert.Equal(Math.Sqrt(squares / 2), found.Deviation, 1e-5);
    }

    [Fact]
    public void A_learning_curve_closes_the_gap_between_training_and_test()
    {
        var rows = TabularTrainerContract.Rows(2000, 1);
        var validation = new CrossValidation(rows, Folds.Grouped(rows.Groups, 4, 1), new LogLoss());
        var trees = new RandomForest { Trees = 20 };
        var curve = validation.LearningCurve(trees, [.1, .3, 1], new(1));
        Assert.Equal([150, 450, 1500], curve.Select(point => point.At));
        Assert.True(curve[^1].Test.Mean < curve[0].Test.Mean);
        Assert.All(curve, point => Assert.True(point.Train.Mean < point.Test.Mean));
    }

    [Fact]
    public void A_validation_curve_tells_too_complex_from_too_simple()
    {
        var rows = TabularTrainerContract.Rows(600, 1);
        var validation = new CrossValidation(rows, Folds.Grouped(rows.Groups, 3, 1), new RocAuc());
        var curve = validation.ValidationCurve(
            [2, 8, 200],
            leaves => new DecisionTree
            {
                Leaves = (int)leaves,
                Depth = 100,
                MinLeafRows = 1,
            },
            new(1)
        );
        Assert.Equal([2, 8, 200], curve.Select(point => point.At));
        Assert.True(curve[2].Train.Mean > curve[1].Train.Mean && curve[1].Train.Mean > curve[0].Train.Mean);
        Assert.True(curve[1].Test.Mean > curve[0].Test.Mean && curve[1].Test.Mean > curve[2].Test.Mean);
    }

    [Fact]
    public void No_folds_and_shares_out_of_range_are_refused()
    {
        var rows = TabularTrainerContract.Rows(40, 1);
        var none = new CrossValidation(rows, [], new RocAuc());
        Assert.Contains("got none", Refused(() => none.Run(new LogisticRegression(), new(1))));
        var some = new CrossValidation(rows, Folds.Grouped(rows.Groups, 2, 1), new RocAuc());
        Assert.Contains("got 2", Refused(() => some.LearningCurve(new LogisticRegression(), [.5, 2], new(1))));
        Assert.Contains(
            "of 2 groups is none",
            Refused(() => some.LearningCurve(new LogisticRegression(), [.01], new(1)))
        );

        static string Refused(Func<object> run) => Assert.Throws<ArgumentException>(run).Message;
    }
}
