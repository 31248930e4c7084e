using System.Text.Json;
using CsCheck;
using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class NumericReferenceTests
{
    [Fact]
    public void Ten_bins_of_distinct_values_hold_a_tenth_each()
    {
        var reference = NumericReference.Fit("amount", [.. Enumerable.Range(1, 100).Select(i => (float)i), float.NaN]);
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90], reference.Edges);
        Assert.All(reference.Counts, count => Assert.Equal(10, count));
        Assert.Equal(
            (1, 100, 1, 1 / 101.0),
            (reference.Minimum, reference.Maximum, reference.Missing, reference.MissingShare)
        );
    }

    [Fact]
    public void A_value_that_many_share_has_a_bin_of_its_own()
    {
        float[] values = [.. Enumerable.Repeat(0f, 700), .. Enumerable.Range(1, 300).Select(i => (float)i), -1, -2];
        var reference = NumericReference.Fit("spend", values);
        Assert.Contains(700, reference.Counts);
        Assert.Equal(2, reference.Counts[0]);
        var constant = NumericReference.Fit("constant", [5, 5, 5]);
        Assert.Equal([0, 3, 0], constant.Counts);
    }

    [Fact]
    public void Every_value_is_counted_once_and_the_sample_is_sorted_and_small() =>
        Gen.Float[-100, 100]
            .Select(f => MathF.Round(f / 10))
            .Array[1, 3000]
            .Sample(
                values =>
                {
                    var reference = NumericReference.Fit("x", values);
                    Assert.Equal(values.Length, reference.Present);
                    Assert.Equal(reference.Edges.Count + 1, reference.Counts.Count);
                    Assert.Equal(reference.Edges.Order(), reference.Edges);
                    Assert.Equal(Math.Min(1000, values.Length), reference.Sample.Count);
                    Assert.Equal(reference.Sample.Order(), reference.Sample);
                },
                iter: 50
            );

    [Fact]
    public void Survives_json_as_a_reference()
    {
        ReferenceDistribution reference = NumericReference.Fit("x", [1, 2, 3.3f, float.NaN]);
        var json = JsonSerializer.Serialize(reference);
        var back = Assert.IsType<NumericReference>(JsonSerializer.Deserialize<ReferenceDistribution>(json));
        Assert.Equal(json, JsonSerializer.Serialize<ReferenceDistribution>(back));
        Assert.Equal(.25, back.MissingShare);
    }

    [Fact]
    public void Refuses_what_has_no_distribution()
    {
        Assert.Contains(
            "2 NaN",
            Assert.Throws<ArgumentException>(() => NumericReference.Fit("x", [float.NaN, float.NaN])).Message
        );
        Assert.Contains(
            "Infinity",
            Assert.Throws<ArgumentException>(() => NumericReference.Fit("x", [1, float.PositiveInfinity])).Message
        );
    }
}
