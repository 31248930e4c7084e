using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class RecallAtKTests
{
    [Fact]
    public void It_is_the_share_of_all_that_is_relevant() =>
        Assert.Equal(2.0 / 5, new RecallAtK(3).Compute([Rows.List(["a", "x", "b", "c"], ["a", "b", "c", "d", "e"])]));

    [Fact]
    public void Everything_found_is_1() =>
        Assert.Equal(1, new RecallAtK(3).Compute([Rows.List(["x", "b", "a"], ["a", "b"])]));
}
