using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class HitRateAtKTests
{
    [Fact]
    public void It_counts_the_lists_with_a_hit_above_the_cutoff() =>
        Assert.Equal(
            1.0 / 3,
            new HitRateAtK(2).Compute([
                Rows.List(["x", "a"], ["a"]),
                Rows.List(["x", "y", "a"], ["a"]),
                Rows.List(["x"], ["a"]),
            ]),
            1e-12
        );
}
