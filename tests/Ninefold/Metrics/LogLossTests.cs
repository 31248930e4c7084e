using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class LogLossTests
{
    // Golden values: log_loss of scikit-learn 1.2.1.
    [Fact]
    public void Certainties_and_weights_equal_scikit_learn()
    {
        Assert.Equal(0.5705756460147741, new LogLoss().Compute(Rows.Tied), 1e-12);
        Assert.Equal(0.43655279457731255, new LogLoss().Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
        Assert.Equal(24.260151319598084, new LogLoss().Compute(Rows.Of([0, 1, .5], [1, 0, 1])), 1e-9);
    }

    [Theory]
    [InlineData(-.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused_by_all_that_need_one(double output)
    {
        foreach (
            var metric in new Metric<double, double>[]
            {
                new LogLoss(),
                new NormalizedCrossEntropy(),
                new BrierScore(),
                new ExpectedCalibrationError(),
            }
        )
            Assert.Equal(
                $"{metric.Name} is undefined: the output of row 1 must be a probability in [0, 1], but is {output}.",
                Assert.Throws<MetricUndefinedException>(() => metric.Compute(Rows.Of([.5, output], [0, 1]))).Message
            );
    }
}
