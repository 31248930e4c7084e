using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [.01, .5, .9, .99, .999, 1];

    [Fact]
    public void Quantiles_are_within_one_percent_of_the_exact_ones() =>
        Gen.Double[0, 35]
            .Select(log => (long)Math.Pow(2, log)) // 100 ns to an hour
            .Array[1, 3000]
            .Sample(
                ticks =>
                {
                    var histogram = new LatencyHistogram();
                    foreach (var t in ticks)
                        histogram.Record(new(t));
                    Array.Sort(ticks);
                    foreach (var share in Shares)
                    {
                        var exact = ticks[(int)Math.Ceiling(share * ticks.Length) - 1];
                        Assert.InRange(
                            Math.Abs(histogram.Quantile(share).Ticks - exact),
                            0,
                            Math.Max(1, exact / 128.0)
                        );
                    }
                    Assert.Equal(ticks.Length, histogram.Count);
                    Assert.Equal(ticks.Average(), histogram.Mean.Ticks, 1.0);
                },
                iter: 200
            );

    [Fact]
    public void Many_threads_lose_nothing_and_recording_does_not_allocate()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 100_000, i => histogram.Record(TimeSpan.FromMicroseconds(i)));
        Assert.Equal(100_000, histogram.Count);
        Assert.Equal(.05, histogram.Quantile(.5).TotalSeconds, .0005);
        Allocations.AreNone(() =>
        {
            for (var i = 0; i < 1000; i++)
                histogram.Record(TimeSpan.FromMicroseconds(i));
        });
    }

    [Fact]
    public void Two_add_up()
    {
        LatencyHistogram one = new(),
            other = new(),
            both = new();
        for (var i = 0; i < 1000; i++)
        {
            (i % 3 == 0 ? one : other).Record(TimeSpan.FromMilliseconds(i));
            both.Record(TimeSpan.FromMilliseconds(i));
        }
        one.Add(other);
        Assert.Equal((both.Count, both.Mean), (one.Count, one.Mean));
        Assert.Equal(Shares.Select(both.Quantile), Shares.Select(one.Quantile));
    }

    [Fact]
    public void The_edges_hold()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(TimeSpan.Zero, histogram.Quantile(.5));
        Assert.Equal(TimeSpan.Zero, histogram.Mean);
        histogram.Record(TimeSpan.FromTicks(-1));
        Assert.Equal(TimeSpan.Zero, histogram.Quantile(1));
        histogram.Record(TimeSpan.FromDays(2));
        Assert.InRange(histogram.Quantile(1).TotalHours, 1.89, 1.92);
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Quantile(0));
    }
}
