using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class AskedRowsTests
{
    [Fact]
    public void Rows_are_by_entity_and_then_by_time()
    {
        var asked = new AskedRows([
            new("bob", Moment(5)),
            new("ann", Moment(9)),
            new("bob", Moment(-2)),
            new("ann", Moment(9)),
            new("bob", Moment(3)),
        ]);
        Assert.Equal(["bob", "ann"], asked.Entities);
        Assert.Equal([-2, 3, 5], asked.Moments(0));
        Assert.Equal([2, 4, 0], asked.Places(0));
        Assert.Equal([9, 9], asked.Moments(1));
        Assert.Equal([1, 3], asked.Places(1).ToArray().Order());
    }

    [Fact]
    public void Nobody_is_asked_for() => Assert.Empty(new AskedRows([]).Entities);
}
