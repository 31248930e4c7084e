using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class TilePlanTests
{
    private static readonly FeatureView View = new("v")
    {
        Kinds = ["paid"],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count, Aggregate.Quantile(.5), Aggregate.Mean, Aggregate.Quantile(.9)],
        Windows = [Window.Sawtooth(Time(20), Time(5)), Window.AllTime, Window.Sawtooth(Time(7), Time(5))],
        Lateness = Time(3),
    };

    [Fact]
    public void Windows_of_one_hop_share_tiles_and_aggregates_share_what_they_need()
    {
        var plan = TilePlan.Of(View)!;
        Assert.Equal([5, null], plan.Hops);
        Assert.Equal([0, 1, 0], plan.HopOf);
        Assert.Equal([0, 1, 0, 1], plan.PartOf);
        Assert.Equal([typeof(Moments), typeof(QuantileSketch)], plan.Begin().Select(p => p.GetType()));
        Assert.Equal(3, plan.Lateness);
    }

    [Theory]
    [InlineData(0, 23, 20, 0)] // [0, 23) is the longest window
    [InlineData(0, -1, -5, -25)]
    [InlineData(1, 23, long.MinValue, long.MinValue)]
    public void A_tile_begins_at_its_hop_and_is_needed_by_the_longest_window(int hop, long at, long start, long needed)
    {
        var plan = TilePlan.Of(View)!;
        Assert.Equal(start, plan.Start(hop, at));
        Assert.Equal(needed, plan.Needed(hop, at));
    }

    [Fact]
    public void Rows_are_needed_for_what_begins_anywhere_or_does_not_merge()
    {
        Assert.Null(TilePlan.Of(View with { Windows = [Window.AllTime, Window.Sliding(Time(5))] }));
        Assert.Null(TilePlan.Of(View with { Windows = [Window.Session(Time(5))] }));
        Assert.Null(TilePlan.Of(View with { Aggregates = [Aggregate.Count, Aggregate.DistinctCount] }));
        Assert.NotNull(TilePlan.Of(View with { Windows = [Window.Tumbling(Time(5))] }));
    }
}
