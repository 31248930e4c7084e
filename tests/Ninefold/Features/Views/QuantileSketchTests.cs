using CsCheck;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class QuantileSketchTests
{
    private static readonly double[] Levels = [0, .001, .01, .25, .5, .75, .9, .99, .999, 1];

    [Fact]
    public void Every_quantile_of_any_values_is_within_a_hundredth() =>
        Gen.OneOf(
                Gen.Double[-1e6, 1e6],
                Gen.Double[.99, 1.01],
                Gen.Double[-15, 15].Select(d => Math.Pow(10, d / 2)),
                Gen.OneOf(0, -1e-4, 1, 1e9)
            )
            .Array[1, 200]
            .Sample(values => AssertClose(values));

    [Fact]
    public void So_it_is_on_streams_that_are_made_to_be_hard()
    {
        var random = new Random(3);
        double Normal() =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] streams =
        [
            [.. Enumerable.Range(1, 20_000).Select(i => (double)i)], // sorted
            [.. Enumerable.Range(1, 20_000).Select(i => -(double)i)],
            [.. Enumerable.Range(0, 20_000).Select(_ => Math.Exp(3 * Normal()))], // a heavy tail
            [.. Enumerable.Range(0, 20_000).Select(_ => Normal())],
            [.. Enumerable.Range(0, 20_000).Select(i => i % 100 == 0 ? 1e12 : 1.0)], // two far apart
            [.. Enumerable.Range(0, 2_000).Select(i => Math.Pow(1.02, i))], // each in a bin of its own
            [.. Enumerable.Repeat(double.MaxValue, 5), .. Enumerable.Repeat(1e300, 5)],
            [.. Enumerable.Repeat(double.Epsilon, 5), .. Enumerable.Repeat(-double.Epsilon, 5)],
        ];
        foreach (var stream in streams)
            AssertClose(stream);
    }

    [Fact]
    public void Of_values_too_far_apart_the_largest_are_still_right_whatever_the_order()
    {
        double[] values = [.. Enumerable.Range(-3_000, 6_001).Select(i => Math.Pow(1.03, i))]; // 77 orders of magnitude
        var sketch = Of(values);
        var random = new Random(5);
        random.Shuffle(values);
        var parts = values.Chunk(700).Select(Of).ToList();
        foreach (var part in parts[1..])
            parts[0].Merge(part);
        Array.Sort(values);
        foreach (var level in Levels)
        {
            var value = values[(int)Math.Floor(level * (values.Length - 1))];
            Assert.Equal(sketch.Quantile(level), parts[0].Quantile(level));
            if (value > values[^1] / 1e17)
                Assert.InRange(sketch.Quantile(level) / value, .99 - 1e-9, 1.01 + 1e-9);
            else if (value < values[^1] / 1e27) // 2,048 of these values are in bins of their own
                Assert.True(sketch.Quantile(level) > value);
        }
    }

    private static QuantileSketch Of(double[] values)
    {
        var sketch = new QuantileSketch();
        foreach (var value in values)
            sketch.Add(0, value, 0);
        return sketch;
    }

    private static void AssertClose(double[] values)
    {
        var (sketch, sorted) = (Of(values), values.Order().ToArray());
        foreach (var level in Levels)
        {
            var value = sorted[(int)Math.Floor(level * (sorted.Length - 1))];
            var error = Math.Abs(sketch.Quantile(level) - value);
            // Subnormal numbers have too few digits for a hundredth.
            Assert.True(
                error <= (.01 + 1e-9) * Math.Abs(value) + double.Epsilon,
                $"{level}: {value:R}, off by {error:R}"
            );
        }
    }
}
