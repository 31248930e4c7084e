using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ExpectedCalibrationErrorTests
{
    // Golden values: calibration_curve of scikit-learn 1.2.1 (uniform), |difference| weighted by the bins' counts.
    [Theory]
    [InlineData(4, 0.13571428571428568)]
    [InlineData(15, 0.17857142857142858)]
    public void It_equals_scikit_learns_calibration_curve(int bins, double expected) =>
        Assert.Equal(expected, new ExpectedCalibrationError(bins).Compute(Rows.Tied), 1e-12);

    [Fact]
    public void Probabilities_that_are_shares_have_no_error() =>
        Assert.Equal(
            0,
            new ExpectedCalibrationError().Compute(Rows.Of([.25, .25, .25, .25, 1], [1, 0, 0, 0, 1])),
            1e-12
        );

    [Fact]
    public void A_bin_holds_its_lower_edge_and_the_last_one_also_1() =>
        Assert.Equal(
            (.75 + (-.5 + .9 + 1)) / 4,
            new ExpectedCalibrationError(2).Compute(Rows.Of([.25, .5, .9, 1], [1, 1, 0, 0])),
            1e-12
        );

    [Fact]
    public void One_bin_compares_the_means() =>
        Rows.TwoClasses.Sample(judged =>
            Assert.Equal(
                Math.Abs(judged.Average(j => j.Output) - judged.Average(j => j.Label)),
                new ExpectedCalibrationError(1).Compute(judged),
                1e-12
            )
        );

    [Fact]
    public void It_needs_a_bin() => Assert.Throws<ArgumentOutOfRangeException>(() => new ExpectedCalibrationError(0));
}
