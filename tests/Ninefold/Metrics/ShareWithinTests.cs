using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ShareWithinTests
{
    [Fact]
    public void What_is_as_far_off_as_the_tolerance_still_counts()
    {
        var judged = Rows.Of([1, 2, 3, 4], [1, 2.5, 3.6, 3.5]);
        Assert.Equal(.75, new ShareWithin(.5).Compute(judged));
        Assert.Equal(.25, new ShareWithin(0).Compute(judged));
        Assert.Equal("within_0.5", new ShareWithin(.5).Name);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_tolerance_must_be_a_distance(double tolerance) =>
        Assert.Contains(
            $"Got {tolerance} instead",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ShareWithin(tolerance)).Message,
            StringComparison.Ordinal
        );
}
