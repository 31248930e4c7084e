using Ninefold.Features.Encoders;

namespace Ninefold.Tests.Features.Encoders;

public class NumericEncoderTests
{
    private const float Missing = float.NaN;

    private static float[] Encode(NumericEncoding encoding, float value)
    {
        var columns = new float[encoding.Columns.Count];
        encoding.Encode(value, columns);
        return columns;
    }

    [Fact]
    public void Identity_keeps_values_and_missing() =>
        Assert.Equal(
            [
                [1.5f],
                [Missing],
            ],
            Column(new Identity(), [7], 1.5f, Missing)
        );

    [Fact]
    public void StandardScale_uses_mean_and_population_deviation_of_known_values() =>
        Assert.Equal(
            [
                [-1f],
                [0f],
                [3f],
                [Missing],
            ],
            Column(new StandardScale(), [1, 3, Missing], 1, 2, 5, Missing)
        );

    [Fact]
    public void MinMaxScale_maps_the_training_range_to_0_and_1_and_may_leave_it() =>
        Assert.Equal(
            [
                [0f],
                [1f],
                [1.5f],
                [Missing],
            ],
            Column(new MinMaxScale(), [2, Missing, 4], 2, 4, 5, Missing)
        );

    [Fact]
    public void Constant_and_unknown_features_become_0()
    {
        foreach (var encoder in new NumericEncoder[] { new StandardScale(), new MinMaxScale() })
        {
            Assert.Equal(
                [
                    [0f],
                    [0f],
                ],
                Column(encoder, [4, 4], 4, 9)
            );
            Assert.Equal(
                [
                    [0f],
                ],
                Column(encoder, [Missing], 9)
            );
        }
    }

    [Fact]
    public void Huge_values_stay_finite() =>
        Assert.Equal(
            [
                [float.MaxValue],
            ],
            Column(new StandardScale(), [0, 1e-30f], float.MaxValue)
        );

    [Fact]
    public void Cyclical_joins_the_end_to_the_beginning()
    {
        var encoding = new Cyclical(24).Fit([]);
        Assert.Equal([0, 1], Encode(encoding, 0));
        Assert.Equal(1, Encode(encoding, 6)[0], 6);
        Assert.Equal(Encode(encoding, 23.5f)[1], Encode(encoding, -0.5f)[1], 5);
        Assert.Equal([Missing, Missing], Encode(encoding, Missing));
    }

    [Fact]
    public void Buckets_between_edges_take_their_lower_edge()
    {
        var encoding = Bucketize.At(0, 10).Fit([]);
        Assert.Equal(["[-inf,0)", "[0,10)", "[10,inf)"], encoding.Columns);
        Assert.Equal([1, 0, 0], Encode(encoding, -0.1f));
        Assert.Equal([0, 1, 0], Encode(encoding, 0));
        Assert.Equal([0, 0, 1], Encode(encoding, 10));
        Assert.Equal([0, 0, 0], Encode(encoding, Missing));
    }

    [Fact]
    public void Quantile_buckets_hold_equally_many_and_repeated_values_merge()
    {
        float[] values = [.. Enumerable.Range(0, 100)];
        var encoding = Bucketize.ByQuantiles(4).Fit(values);
        Assert.Equal([25, 50, 75], Assert.IsType<BucketEncoding>(encoding).Edges);
        Assert.Equal([2], Assert.IsType<BucketEncoding>(Bucketize.ByQuantiles(4).Fit([1, 1, 1, 2, Missing])).Edges);
        Assert.Equal([1], Encode(Bucketize.ByQuantiles(4).Fit([Missing]), 3));
    }

    [Theory]
    [InlineData(Fill.Mean, 2f)]
    [InlineData(Fill.Median, 1f)]
    [InlineData(Fill.Constant, -7f)]
    public void MissingIndicator_fills_and_tells(Fill fill, float expected)
    {
        var encoding = new MissingIndicator(fill: fill, constant: -7).Fit([0, 1, 1, 6, Missing]);
        Assert.Equal([expected, 1], Encode(encoding, Missing));
        Assert.Equal([3, 0], Encode(encoding, 3));
    }

    [Fact]
    public void MissingIndicator_fits_its_inner_encoder_on_filled_values()
    {
        var encoding = new MissingIndicator(new StandardScale()).Fit([1, 3, Missing, Missing]);
        Assert.Equal([0, 1], Encode(encoding, Missing));
        Assert.Equal(MathF.Sqrt(2), Encode(encoding, 3)[0], 6);
    }

    [Fact]
    public void Parameters_are_validated()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cyclical(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cyclical(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bucketize.ByQuantiles(1));
        Assert.Throws<ArgumentException>(() => Bucketize.At());
        Assert.Throws<ArgumentException>(() => Bucketize.At(2, 2));
        Assert.Throws<ArgumentException>(() => Bucketize.At(float.NaN));
        Assert.Throws<ArgumentException>(() => new MissingIndicator(new MissingIndicator()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MissingIndicator(constant: float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MissingIndicator(fill: (Fill)9));
    }

    [Fact]
    public void Recipes_are_values()
    {
        Assert.Equal(Bucketize.At(1, 2), Bucketize.At(1, 2));
        Assert.NotEqual(Bucketize.At(1, 2), Bucketize.At(1, 3));
        Assert.Equal("Bucketize { Edges = [1, 2] }", Bucketize.At(1, 2).ToString());
        Assert.Equal("Bucketize { Quantiles = 5 }", Bucketize.ByQuantiles(5).ToString());
    }

    private static float[][] Column(NumericEncoder encoder, float[] train, params float[] values)
    {
        var encoding = encoder.Fit(train);
        return [.. values.Select(value => Encode(encoding, value))];
    }
}
