using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public sealed class TrendTests
{
    [Fact]
    public void It_is_as_by_hand()
    {
        var trend = Trend.Of([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]); // S = 55, variance with ties 399
        Assert.Equal(0.006863794985449036, trend.PValue, 1e-12);
        Assert.Equal(4 / 9.0, trend.Slope, 1e-12);
    }

    [Fact]
    public void A_line_is_told_from_three_values_on_no_account_and_from_six_surely()
    {
        Assert.Equal(new(1, 1), Trend.Of([1, 2, 3]));
        var falls = Trend.Of([6, 5, 4, 3, 2, 1]);
        Assert.Equal(-1, falls.Slope);
        Assert.InRange(falls.PValue, 0, .01);
        Assert.Equal(1, Trend.Of([2, 2, 2, 2, 2]).PValue);
    }

    [Fact]
    public void Of_noise_a_twentieth_is_below_a_twentieth()
    {
        var random = new Random(1);
        var below = Enumerable
            .Range(0, 2000)
            .Count(_ => Trend.Of([.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())]).PValue < .05);
        Assert.InRange(below, 60, 130);
    }
}
