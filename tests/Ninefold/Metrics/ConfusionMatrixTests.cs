using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ConfusionMatrixTests
{
    // Golden values: confusion_matrix of scikit-learn 1.2.1.
    [Fact]
    public void A_score_that_equals_the_threshold_is_positive()
    {
        Assert.Equal(new ConfusionMatrix(5, 4, 4, 1), ConfusionMatrix.At(.5, Rows.Tied));
        Assert.Equal(new ConfusionMatrix(4, 3, 5, 2), ConfusionMatrix.At(.7, Rows.Tied));
        Assert.Equal(new ConfusionMatrix(0, 0, 8, 6), ConfusionMatrix.At(1.01, Rows.Tied));
        Assert.Equal(new ConfusionMatrix(6, 8, 0, 0), ConfusionMatrix.At(double.NegativeInfinity, Rows.Tied));
    }

    [Fact]
    public void Ratios_are_null_where_nothing_stands_below_their_line()
    {
        var silent = new ConfusionMatrix(0, 0, 5, 0);
        Assert.Null(silent.Precision);
        Assert.Null(silent.Recall);
        Assert.Null(silent.FBeta());
        Assert.Null(silent.BalancedAccuracy);
        Assert.Null(silent.MatthewsCorrelation);
        Assert.Equal((1, 1), (silent.Accuracy, silent.Specificity));
        var blind = new ConfusionMatrix(0, 0, 5, 5);
        Assert.Null(blind.Precision);
        Assert.Equal((0, 0, 0.5), (blind.FBeta(), blind.MatthewsCorrelation, blind.BalancedAccuracy));
        Assert.Null(default(ConfusionMatrix).Accuracy);
    }

    [Fact]
    public void Exchanging_the_classes_exchanges_recall_and_specificity_and_keeps_correlation() =>
        Gen.Int[0, 20]
            .Array[4]
            .Sample(n =>
            {
                var (matrix, mirrored) = (
                    new ConfusionMatrix(n[0], n[1], n[2], n[3]),
                    new ConfusionMatrix(n[2], n[3], n[0], n[1])
                );
                Assert.Equal(matrix.Recall, mirrored.Specificity);
                Assert.Equal(matrix.BalancedAccuracy, mirrored.BalancedAccuracy);
                Assert.Equal(matrix.MatthewsCorrelation ?? 2, mirrored.MatthewsCorrelation ?? 2, 1e-12);
                Assert.InRange(matrix.MatthewsCorrelation ?? 0, -1 - 1e-12, 1 + 1e-12);
            });

    [Fact]
    public void Rounding_of_weights_leaves_nothing_where_nothing_is() =>
        Gen.Select(Rows.TwoClasses, Gen.Double[.1, 1].Array[30])
            .Sample(
                (judged, weights) =>
                    Assert.Equal(0, new MatthewsCorrelation(0).Prepare(judged)(weights.AsSpan(0, judged.Length)))
            );

    [Fact]
    public void What_is_no_score_or_class_is_refused() =>
        Assert.Equal(
            "confusion_matrix is undefined: the output of row 1 must be a number, but is NaN.",
            Assert
                .Throws<MetricUndefinedException>(() => ConfusionMatrix.At(.5, Rows.Of([1, double.NaN], [0, 1])))
                .Message
        );
}
