using CsCheck;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class SlidingAggregateTests
{
    private static readonly Gen<(int Step, double Value, int Other)[]> Rows = Gen.Select(
        Gen.Int[0, 3],
        Gen.OneOf(Gen.Double[-10, 10], Gen.OneOf<double>(0, 2, 1e6)),
        Gen.Int[0, 5]
    ).Array[0, 300];

    /// <summary>Whose start only moves forward, at times past all there is.</summary>
    private static readonly Gen<(int Steps, int Rows)[]> Moves = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 25]).Array[
        1,
        60
    ];

    [Fact]
    public void A_moving_window_has_the_values_of_one_computed_anew() =>
        Gen.Select(Rows, Rows, Moves)
            .Sample(
                (one, other, moves) =>
                {
                    foreach (var aggregate in ViewStreams.Aggregates)
                    {
                        var sliding = SlidingAggregate.Of(aggregate);
                        Slide(aggregate, sliding, one, moves);
                        sliding.Restart();
                        Slide(aggregate, sliding, other, moves);
                    }
                },
                iter: 200
            );

    [Fact]
    public void What_left_the_window_leaves_no_trace()
    {
        foreach (var aggregate in new[] { Aggregate.Sum, Aggregate.Mean, Aggregate.StandardDeviation, Aggregate.Max })
        {
            var rows = new EntityRows([1, 2, 3], [1e300, .1, .3], [1, 1, 1]);
            var sliding = SlidingAggregate.Of(aggregate);
            sliding.Move(rows.Before(2), 0, 3);
            Assert.Equal(aggregate.Of(rows.Slice(1), 4), sliding.Move(rows, 1, 4), 1e-12);
        }
    }

    private static void Slide(
        Aggregate aggregate,
        SlidingAggregate sliding,
        (int Step, double Value, int Other)[] stream,
        (int Steps, int Rows)[] moves
    )
    {
        var at = new long[stream.Length];
        for (var i = 0; i < at.Length; i++)
            at[i] = (i == 0 ? 0 : at[i - 1]) + stream[i].Step;
        var rows = new EntityRows(
            at,
            stream.Select(r => r.Value).ToArray(),
            stream.Select(r => (ulong)r.Other).ToArray()
        );
        var (first, end) = (0, 0);
        foreach (var (steps, more) in moves)
        {
            end = Math.Min(end + more, at.Length);
            first = Math.Min(first + steps, end);
            var now = end == 0 ? 0 : at[end - 1] + 1;
            var expected = aggregate.Of(rows.Before(end).Slice(first), now);
            var actual = sliding.Move(rows.Before(end), first, now);
            Assert.True(
                expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)),
                $"{aggregate.Name} of {first}..{end}: {expected:R} expected, {actual:R} came"
            );
        }
    }
}
