using CsCheck;
using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

/// <summary>What holds for all that is kept in place of observations.</summary>
public sealed class PartialTests
{
    private static readonly MergeableAggregate[] Mergeable =
    [
        .. Aggregates.OfType<MergeableAggregate>(),
        (MergeableAggregate)Aggregate.ApproximateDistinctCount(4), // leaves its exact beginning after two
    ];

    /// <summary>Ascending moments, and few values and counterparts.</summary>
    private static readonly Gen<(long At, double Value, ulong Other)[]> Stream = Gen.Select(
            Gen.Long[-50, 50],
            Gen.OneOf(-1e6, -3, 0, .25, 2, 7, 1e9),
            Gen.ULong[0, 40]
        )
        .Array[0, 40]
        .Select(rows => rows.OrderBy(r => r.Item1).ToArray());

    [Fact]
    public void Merging_is_associative_and_commutative_and_the_same_as_one_after_the_other() =>
        Gen.Select(Gen.OneOf(Mergeable), Stream, Gen.Int[0, 40], Gen.Int[0, 40])
            .Sample(t =>
            {
                var (aggregate, stream, one, two) = t;
                var (low, high) = (
                    Math.Min(Math.Min(one, two), stream.Length),
                    Math.Min(Math.Max(one, two), stream.Length)
                );
                var (a, b, c) = (stream[..low], stream[low..high], stream[high..]);
                var whole = aggregate.Of(Of(aggregate, stream));
                AssertSame(whole, aggregate.Of(Merged(Merged(Of(aggregate, a), Of(aggregate, b)), Of(aggregate, c))));
                AssertSame(whole, aggregate.Of(Merged(Of(aggregate, a), Merged(Of(aggregate, b), Of(aggregate, c)))));
                AssertSame(whole, aggregate.Of(Merged(Of(aggregate, c), Merged(Of(aggregate, b), Of(aggregate, a)))));
            });

    [Fact]
    public void What_was_written_and_read_goes_on_the_same() =>
        Gen.Select(Gen.OneOf(Mergeable), Stream, Stream)
            .Sample(t =>
            {
                var (aggregate, before, after) = t;
                var kept = Of(aggregate, before);
                var again = aggregate.Begin();
                Restore(Bytes(kept), again);
                Assert.Equal(Bytes(kept), Bytes(again));
                Assert.Equal(
                    aggregate.Of(Merged(kept, Of(aggregate, after))),
                    aggregate.Of(Merged(again, Of(aggregate, after)))
                );
            });

    [Fact]
    public void Exact_ones_are_as_the_aggregate_of_the_rows() =>
        Gen.Select(Gen.OneOf(Mergeable), Stream)
            .Sample(t =>
            {
                var (aggregate, s) = t;
                var rows = new EntityRows(
                    s.Select(r => r.At).ToArray(),
                    s.Select(r => r.Value).ToArray(),
                    s.Select(r => r.Other).ToArray()
                );
                AssertSame(aggregate.Of(rows, 60), aggregate.Of(Of(aggregate, s)));
            });

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        foreach (var aggregate in Mergeable.OfType<SketchAggregate>())
        {
            var kept = Of(aggregate, [.. Enumerable.Range(0, 300).Select(i => ((long)i, i + 1.0, (ulong)i))]);
            var bytes = Bytes(kept);
            var cut = Record.Exception(() => Restore(bytes[..^1], aggregate.Begin()));
            Assert.True(cut is EndOfStreamException or InvalidDataException, $"{aggregate.Name}: {cut}");
        }
        var distinct = Bytes(Of(Mergeable[^1], [(1, 1, 1), (2, 2, 2), (3, 3, 3)]));
        distinct[5] = 62; // a register is at most 65 − 4
        var error = Assert.Throws<InvalidDataException>(() => Restore(distinct, Mergeable[^1].Begin()));
        Assert.Contains("16 registers", error.Message);
        var share = (MergeableAggregate)Aggregate.TopShare();
        var many = Bytes(Of(share, [(1, 1, 1)]));
        many[8] = 65; // of 64 counters
        Assert.Contains("got 65", Assert.Throws<InvalidDataException>(() => Restore(many, share.Begin())).Message);
    }

    private static Partial Of(MergeableAggregate aggregate, (long At, double Value, ulong Other)[] rows)
    {
        var kept = aggregate.Begin();
        foreach (var (at, value, other) in rows)
            kept.Add(at, value, other);
        return kept;
    }

    private static Partial Merged(Partial one, Partial other)
    {
        one.Merge(other);
        return one;
    }

    private static byte[] Bytes(Partial kept)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            kept.Write(writer);
        return stream.ToArray();
    }

    private static void Restore(byte[] bytes, Partial empty)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        empty.Read(reader);
    }

    private static void AssertSame(double expected, double actual) =>
        Assert.Equal(expected, actual, (a, b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a)));
}
