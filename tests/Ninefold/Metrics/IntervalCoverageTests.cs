using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class IntervalCoverageTests
{
    private static Judged<Interval, double> Row(double low, double high, double label) =>
        new(new((low + high) / 2, low, high), label, "one");

    [Fact]
    public void It_is_the_share_of_labels_inside_bounds_included()
    {
        Judged<Interval, double>[] judged = [Row(0, 1, 0), Row(0, 1, 1), Row(0, 1, 1.01), Row(2, 3, 1)];
        Assert.Equal(.5, new IntervalCoverage().Compute(judged));
        Assert.Equal(.75, new IntervalCoverage().Prepare(judged)([2, 1, 1, 0]));
    }

    [Fact]
    public void What_is_no_interval_is_refused()
    {
        Assert.Equal(
            "interval_coverage is undefined: the interval of row 0 must not end before it begins, but is [1, 0].",
            Assert.Throws<MetricUndefinedException>(() => new IntervalCoverage().Compute([Row(1, 0, .5)])).Message
        );
        Assert.Throws<MetricUndefinedException>(() => new IntervalCoverage().Compute([Row(double.NaN, 0, .5)]));
        Assert.Throws<MetricUndefinedException>(() => new IntervalCoverage().Compute([Row(0, 1, double.NaN)]));
    }
}
