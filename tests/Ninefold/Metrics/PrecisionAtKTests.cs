using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class PrecisionAtKTests
{
    [Fact]
    public void It_is_the_share_of_the_first_k_ranks() =>
        Assert.Equal(2.0 / 4, new PrecisionAtK(4).Compute([Rows.List(["a", "x", "b", "y", "c"], ["a", "b", "c"])]));

    [Fact]
    public void Ranks_that_stay_empty_are_misses() =>
        Assert.Equal(1.0 / 4, new PrecisionAtK(4).Compute([Rows.List(["a"], ["a", "b"])]));

    [Fact]
    public void Rows_tied_at_the_cutoff_share_their_gain()
    {
        // One rank is left for three tied rows, of which two are relevant.
        var rows = Rows.InGroup("q", [9, 5, 5, 5], [1, 1, 0, 1]).ToArray();
        Assert.Equal((1 + 2.0 / 3) / 2, new PrecisionAtK(2).OverGroups().Compute(rows), 1e-12);
    }
}
