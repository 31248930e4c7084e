using Ninefold.Models.Calibration;

namespace Ninefold.Tests.Models.Calibration;

public class ConformalTests
{
    [Theory]
    [InlineData(.9, 9, 9)] // ⌈10 · .9⌉ = 9
    [InlineData(.9, 19, 18)] // ⌈20 · .9⌉ = 18
    [InlineData(.5, 4, 3)] // ⌈5 · .5⌉ = 3
    public void The_bound_is_an_order_statistic(double coverage, int count, double expected)
    {
        double[] errors =
        [
            .. Enumerable.Range(1, count).Select(i => (double)(i * 7 % count == 0 ? count : i * 7 % count)),
        ];
        Assert.Equal(expected, Conformal.Bound(errors, coverage));
    }

    [Fact]
    public void Too_few_rows_and_a_coverage_out_of_range_are_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => Conformal.Bound(new double[8], .9));
        Assert.Equal("A coverage of 0.9 needs at least 9 rows, got 8.", fault.Message);
        Assert.Contains("got 1.", Assert.Throws<ArgumentException>(() => Conformal.Bound([1], 1)).Message);
    }
}
