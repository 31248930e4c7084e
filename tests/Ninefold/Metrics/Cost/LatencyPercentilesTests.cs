using Ninefold.Metrics.Cost;

namespace Ninefold.Tests.Metrics.Cost;

public sealed class LatencyPercentilesTests
{
    [Fact]
    public void A_percentile_is_the_shortest_time_that_so_many_kept_to()
    {
        var times = Enumerable.Range(1, 200).Select(i => (double)i).Reverse().ToArray();
        Assert.Equal(new(100.5, 100, 180, 190, 198, 200), LatencyPercentiles.Of(times));
        Assert.Equal(200, times[0]); // what was given stays in its order
        Assert.Equal(new(3, 3, 3, 3, 3, 3), LatencyPercentiles.Of([3]));
        Assert.Throws<ArgumentException>(() => LatencyPercentiles.Of([]));
    }
}
