using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class AdaptiveCalibrationErrorTests
{
    private static readonly Judged<double, double>[] Distinct = Rows.Of(
        [
            .. (double[])[.48, .93, .18, .38, .08, .83, .98, .68, .58, .13],
            .. (double[])[.23, .88, .53, .63, .33, .78, .03, .28, .73, .43],
        ],
        [0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1]
    );

    // Golden values: calibration_curve(strategy="quantile") of scikit-learn 1.2.1, the mean |difference| of its bins, which
    // are equally full as there are no ties.
    [Theory]
    [InlineData(4, 0.21500000000000005)]
    [InlineData(5, 0.205)]
    [InlineData(10, 0.292)]
    public void It_equals_scikit_learns_calibration_curve(int bins, double expected) =>
        Assert.Equal(expected, new AdaptiveCalibrationError(bins).Compute(Distinct), 1e-12);

    [Fact]
    public void Ties_on_an_edge_are_divided_evenly() =>
        // Two bins of two: {.8, one of the three .4} and {two of the three .4}; one third of what is at .4 is positive.
        Assert.Equal(
            (Math.Abs(.8 - 1 + .4 - 1 / 3.0) + 2 * (.4 - 1 / 3.0)) / 4,
            new AdaptiveCalibrationError(2).Compute(Rows.Of([.8, .4, .4, .4], [1, 1, 0, 0])),
            1e-12
        );

    [Fact]
    public void One_bin_compares_the_means() =>
        Rows.TwoClasses.Sample(judged =>
            Assert.Equal(
                Math.Abs(judged.Average(j => j.Output) - judged.Average(j => j.Label)),
                new AdaptiveCalibrationError(1).Compute(judged),
                1e-12
            )
        );

    [Fact]
    public void It_needs_a_bin() => Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveCalibrationError(0));
}
