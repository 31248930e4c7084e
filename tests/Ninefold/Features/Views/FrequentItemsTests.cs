using CsCheck;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class FrequentItemsTests
{
    [Fact]
    public void Shares_are_never_too_large_and_too_small_by_no_more_than_the_bound_in_any_parts() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 3], Gen.ULong[0, 60].Array[1, 300], Gen.Int[1, 300])
            .Sample(t =>
            {
                var (capacity, items, stream, length) = t;
                var merged = new FrequentItems(capacity);
                foreach (var part in stream.Chunk(length))
                    merged.Merge(Of(capacity, part));
                AssertWithin(stream, capacity, items, Of(capacity, stream));
                AssertWithin(stream, capacity, items, merged);
            });

    [Fact]
    public void So_they_are_where_every_other_one_is_new()
    {
        // The worst there is: others push the frequent one out again and again.
        ulong[] stream = [.. Enumerable.Range(0, 40_000).Select(i => i % 20 == 0 ? 1 : (ulong)i + 2)];
        AssertWithin(stream, 64, 1, Of(64, stream));
        Assert.InRange(Of(64, stream).Share(1), .05 - 1.0 / 65, .05);
    }

    [Fact]
    public void Up_to_the_capacity_they_are_exact()
    {
        var sketch = Of(3, [7, 8, 7, 9, 7, 8]);
        Assert.Equal(.5, sketch.Share(1), 1e-12);
        Assert.Equal(5 / 6.0, sketch.Share(2), 1e-12);
        Assert.Equal(1, sketch.Share(16));
        Assert.Equal(double.NaN, new FrequentItems(3).Share(1));
    }

    private static FrequentItems Of(int capacity, ulong[] stream)
    {
        var sketch = new FrequentItems(capacity);
        foreach (var item in stream)
            sketch.Add(0, 0, item);
        return sketch;
    }

    private static void AssertWithin(ulong[] stream, int capacity, int items, FrequentItems sketch)
    {
        var often = stream.GroupBy(i => i).Select(g => g.Count()).OrderDescending().Take(items).Sum();
        var truth = often / (double)stream.Length;
        Assert.InRange(sketch.Share(items), truth - items / (capacity + 1.0) - 1e-12, truth + 1e-12);
    }
}
