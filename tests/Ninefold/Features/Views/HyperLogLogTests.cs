using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class HyperLogLogTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(14)]
    public void The_error_is_as_large_as_stated_and_without_a_lean(int precision)
    {
        var stated = 1.04 / Math.Sqrt(1 << precision);
        foreach (var truth in new[] { 1 << precision >> 2, 1 << precision, 3 << precision, 20 << precision })
        {
            const int Trials = 60;
            var errors = Enumerable.Range(0, Trials).Select(t => Of(precision, Hashes(t, truth)) / truth - 1).ToList();
            var root = Math.Sqrt(errors.Average(e => e * e));
            // Of 60 trials the root mean square is within 30 % with a probability of 99.9 %; the mean, within 4 of its own.
            Assert.InRange(root, 0, 1.3 * stated);
            Assert.InRange(errors.Average(), -4 * stated / Math.Sqrt(Trials), 4 * stated / Math.Sqrt(Trials));
        }
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(10, 128)]
    public void Few_are_counted_exactly_and_the_next_is_estimated(int precision, int exact)
    {
        var sketch = new HyperLogLog(precision);
        for (var n = 1; n <= exact; n++)
        {
            sketch.Add(0, 0, (ulong)n);
            sketch.Add(0, 0, 1);
            Assert.Equal(n, sketch.Estimate());
        }
        sketch.Add(0, 0, 0);
        Assert.NotEqual(exact + 1, sketch.Estimate());
        Assert.InRange(sketch.Estimate(), exact + 1 - .5 * exact, exact + 1 + .5 * exact);
    }

    [Fact]
    public void Counterparts_that_follow_each_other_are_spread_as_well_as_hashes()
    {
        ulong[] regular = [.. Enumerable.Range(0, 50_000).Select(i => (ulong)i << 40)];
        Assert.InRange(Of(12, regular) / regular.Length, 1 - 4 * .01625, 1 + 4 * .01625);
    }

    [Fact]
    public void The_order_and_the_parts_do_not_matter_at_all()
    {
        var hashes = Hashes(1, 2_000);
        var parts = hashes.Chunk(90).Select(c => Sketch(8, c)).ToList();
        var merged = new HyperLogLog(8);
        foreach (var part in Enumerable.Reverse(parts))
            merged.Merge(part);
        Assert.Equal(Of(8, hashes), merged.Estimate());
        Assert.Equal(Of(8, hashes), Of(8, [.. hashes.Reverse(), .. hashes]));
    }

    private static ulong[] Hashes(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];
    }

    private static HyperLogLog Sketch(int precision, ulong[] counterparts)
    {
        var sketch = new HyperLogLog(precision);
        foreach (var counterpart in counterparts)
            sketch.Add(0, 0, counterpart);
        return sketch;
    }

    private static double Of(int precision, ulong[] counterparts) => Sketch(precision, counterparts).Estimate();
}
