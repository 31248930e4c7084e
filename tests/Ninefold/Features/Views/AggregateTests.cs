using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class AggregateTests
{
    private static readonly long[] At = [10, 10, 20, 30, 30];
    private static readonly double[] Value = [4, 2, 9, -1, 6];
    private static readonly ulong[] Counterpart = [1, 2, 1, 3, 1];

    /// <summary>Name, value of all five, without any.</summary>
    private static readonly (Aggregate Aggregate, string Name, double Value, double Empty)[] Golden =
    [
        (Aggregate.Count, "count", 5, 0),
        (Aggregate.Sum, "sum", 20, 0),
        (Aggregate.Mean, "mean", 4, double.NaN),
        (Aggregate.Min, "min", -1, double.NaN),
        (Aggregate.Max, "max", 9, double.NaN),
        (Aggregate.StandardDeviation, "std", 3.40587727318528, double.NaN), // √(58 / 5)
        (Aggregate.First, "first", 2, double.NaN), // the smaller of two at the same moment
        (Aggregate.Last, "last", 6, double.NaN), // the larger
        (Aggregate.DistinctCount, "distinct", 3, 0),
        (Aggregate.ApproximateDistinctCount(), "approximate_distinct_10", 3, 0),
        (Aggregate.TopShare(), "top1_share", .6, double.NaN),
        (Aggregate.TopShare(2), "top2_share", .8, double.NaN),
        // Weights 1/4, 1/4, 1/2, 1, 1: (1 + 0.5 + 4.5 − 1 + 6) / 3
        (Aggregate.DecayedMean(TimeSpan.FromMilliseconds(10)), "decayed_mean_10ms", 11 / 3.0, double.NaN),
    ];

    [Fact]
    public void Values_and_names_are_as_computed_by_hand()
    {
        foreach (var (aggregate, name, value, empty) in Golden)
        {
            Assert.Equal(name, aggregate.Name);
            Assert.Equal(value, aggregate.Of(new(At, Value, Counterpart), 40), 1e-12);
            Assert.Equal(empty, aggregate.Of(new([], [], []), 40));
        }
    }

    [Fact]
    public void What_merges_has_the_same_value_from_two_parts()
    {
        foreach (var (aggregate, name, value, empty) in Golden)
            if (aggregate is MergeableAggregate mergeable)
            {
                var (kept, later) = (mergeable.Begin(), mergeable.Begin());
                Assert.Equal(empty, mergeable.Of(kept));
                kept.Add(new EntityRows(At.AsSpan(..2), Value.AsSpan(..2), Counterpart.AsSpan(..2)));
                later.Add(new EntityRows(At.AsSpan(2..), Value.AsSpan(2..), Counterpart.AsSpan(2..)));
                kept.Merge(later);
                Assert.Equal(value, mergeable.Of(kept), 1e-12);
            }
            else
                Assert.Equal("distinct", name);
    }

    [Theory]
    [InlineData(0, "p0", -1)]
    [InlineData(.5, "p50", 4)]
    [InlineData(.995, "p99_5", 6)] // ⌊.995 × 4⌋ = 3
    [InlineData(1, "p100", 9)]
    public void Quantiles_are_named_after_their_level_and_near_a_value(double level, string name, double value)
    {
        var aggregate = Aggregate.Quantile(level);
        Assert.Equal(name, aggregate.Name);
        Assert.InRange(aggregate.Of(new(At, Value, Counterpart), 40) / value, .99, 1.01);
        Assert.Equal(double.NaN, aggregate.Of(new([], [], []), 40));
    }

    [Fact]
    public void Sketches_say_how_far_they_may_be_off()
    {
        Assert.Equal("relative standard error 3.3 %, exact up to 128", Aggregate.ApproximateDistinctCount().Bound);
        Assert.Equal("relative standard error 0.8 %, exact up to 2048", Aggregate.ApproximateDistinctCount(14).Bound);
        Assert.Equal("within 1 % of the value", Aggregate.Quantile(.5).Bound);
        Assert.Equal("too small by at most 1/64, exact up to 192 counterparts", Aggregate.TopShare(3).Bound);
        Assert.Null(Aggregate.DistinctCount.Bound);
        // What does not depend on the order is held to the same on both paths as an exact value.
        Assert.Equal(1e-6, Aggregate.Quantile(.5).Tolerance);
        Assert.Equal(1 / 64.0, Aggregate.TopShare(3).Tolerance);
    }

    [Fact]
    public void Parameters_of_sketches_are_in_range()
    {
        (Func<Aggregate> Make, string Told)[] wrong =
        [
            (() => Aggregate.ApproximateDistinctCount(3), "from 4 to 16; got 3"),
            (() => Aggregate.ApproximateDistinctCount(17), "from 4 to 16; got 17"),
            (() => Aggregate.Quantile(-.1), "from 0 to 1; got -0.1"),
            (() => Aggregate.Quantile(double.NaN), "from 0 to 1; got NaN"),
            (() => Aggregate.TopShare(0), "1 to 16 items; got 0"),
            (() => Aggregate.TopShare(17), "1 to 16 items; got 17"),
            (() => Aggregate.TopCounterpart(0), "from 1 to 16; got 0"),
            (() => Aggregate.TopCounterpart(17), "from 1 to 16; got 17"),
        ];
        foreach (var (make, told) in wrong)
            Assert.Contains(told, Assert.Throws<ArgumentException>(make).Message);
    }

    [Fact]
    public void The_top_counterpart_can_be_compared_with_one_at_hand()
    {
        string[] shops = ["corner", "market", "corner", "kiosk"];
        ulong[] hashes = [.. shops.Select(Vocabulary.HashOf)];
        Assert.Equal(Aggregate.CodeOf("corner"), Of(1));
        Assert.Equal(Math.Min(Aggregate.CodeOf("market"), Aggregate.CodeOf("kiosk")), Of(2));
        Assert.Equal(Math.Max(Aggregate.CodeOf("market"), Aggregate.CodeOf("kiosk")), Of(3));
        Assert.Equal(double.NaN, Of(4));
        Assert.True(Aggregate.CodeOf("corner") is > 0 and < 1L << 53);

        double Of(int rank) => Aggregate.TopCounterpart(rank).Of(new([1, 2, 3, 4], [1, 1, 1, 1], hashes), 5);
    }

    [Fact]
    public void A_single_value_has_no_spread() =>
        Assert.Equal(0, Aggregate.StandardDeviation.Of(new([1], [7], [1]), 2));

    [Fact]
    public void A_decayed_mean_does_not_depend_on_when_it_is_read()
    {
        var aggregate = Aggregate.DecayedMean(TimeSpan.FromMilliseconds(1));
        Assert.Equal(22 / 3.0, aggregate.Of(new([0, 1], [2, 10], [1, 1]), 2), 1e-12); // (2 / 2 + 10) / 1.5
        Assert.Equal(22 / 3.0, aggregate.Of(new([0, 1], [2, 10], [1, 1]), 1_000_000_000), 1e-12);
    }

    [Fact]
    public void A_half_life_is_above_0() =>
        Assert.Contains(
            "00:00:00",
            Assert.Throws<ArgumentException>(() => Aggregate.DecayedMean(TimeSpan.Zero)).Message
        );
}
