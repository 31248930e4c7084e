using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class MeanAbsoluteErrorTests
{
    // Golden values: mean_absolute_error of scikit-learn 1.2.1.
    [Fact]
    public void It_equals_scikit_learn()
    {
        var judged = Rows.Of([2.5, 0, 2, 8, -1, 990.5], [3, -.5, 2, 7, 0, 1e3]);
        Assert.Equal(2.0833333333333335, new MeanAbsoluteError().Compute(judged), 1e-12);
        Assert.Equal(0.9015151515151516, new MeanAbsoluteError().Prepare(judged)([1, 2, 0, 3, .5, .1]), 1e-12);
    }

    [Fact]
    public void Missing_predictions_are_named() =>
        Assert.Equal(
            "mae is undefined: the output of row 2 must be finite, but is NaN.",
            Assert
                .Throws<MetricUndefinedException>(() =>
                    new MeanAbsoluteError().Compute(Rows.Of([1, 2, double.NaN], [1, 2, 3]))
                )
                .Message
        );
}
