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
