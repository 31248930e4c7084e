using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class RootMeanSquaredErrorTests
{
    // Golden values: mean_squared_error(squared=False) of scikit-learn 1.2.1.
    [Fact]
    public void It_equals_scikit_learn()
    {
        var judged = Rows.Of([2.5, 0, 2, 8, -1, 990.5], [3, -.5, 2, 7, 0, 1e3]);
        Assert.Equal(3.931708704028483, new RootMeanSquaredError().Compute(judged), 1e-12);
        Assert.Equal(1.4182255238020633, new RootMeanSquaredError().Prepare(judged)([1, 2, 0, 3, .5, .1]), 1e-12);
    }

    [Fact]
    public void An_overflow_names_its_row() =>
        Assert.Equal(
            "rmse is undefined: row 1 gives Infinity, which is not finite.",
            Assert
                .Throws<MetricUndefinedException>(() => new RootMeanSquaredError().Compute(Rows.Of([1, 1e200], [1, 0])))
                .Message
        );
}
