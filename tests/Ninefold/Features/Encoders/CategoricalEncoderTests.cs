using Ninefold.Features.Encoders;

namespace Ninefold.Tests.Features.Encoders;

public class CategoricalEncoderTests
{
    private static readonly string?[] Train = ["b", "a", "b", "c", null, "b", "a", "d"];

    private static float[] Encode(CategoricalEncoding encoding, string? value)
    {
        var columns = new float[encoding.Columns.Count];
        encoding.Encode(value, columns);
        return columns;
    }

    [Fact]
    public void OneHot_merges_rare_and_unseen_categories()
    {
        var encoding = new OneHot(2).Fit(Train);
        Assert.Equal(["=b", "=a", ":other"], encoding.Columns);
        Assert.Equal([1, 0, 0], Encode(encoding, "b"));
        Assert.Equal([0, 0, 1], Encode(encoding, "c"));
        Assert.Equal([0, 0, 1], Encode(encoding, "unseen"));
        Assert.Equal([0, 0, 0], Encode(encoding, null));
        Assert.False(encoding.HoldsCodes);
    }

    [Fact]
    public void Ordinal_codes_fall_with_frequency_and_ties_are_in_order()
    {
        var encoding = new Ordinal(3).Fit(Train);
        Assert.Equal(
            [
                [1f],
                [2f],
                [3f],
                [0f],
                [0f],
                [float.NaN],
            ],
            new[] { "b", "a", "c", "d", "new", null }.Select(v => Encode(encoding, v))
        );
        Assert.True(encoding.HoldsCodes);
    }

    [Fact]
    public void CountEncoding_is_the_share_of_all_rows()
    {
        var encoding = new CountEncoding().Fit(Train);
        Assert.Equal(
            [
                [.375f],
                [.125f],
                [0f],
                [float.NaN],
            ],
            new[] { "b", "c", "new", null }.Select(v => Encode(encoding, v))
        );
    }

    [Fact]
    public void Hashing_is_stable_and_within_its_buckets()
    {
        var encoding = new Hashing(16).Fit([]);
        var codes = Enumerable.Range(0, 1000).Select(i => Encode(encoding, $"category {i}")[0]).ToList();
        Assert.All(codes, code => Assert.InRange(code, 0, 15));
        Assert.Equal(16, codes.Distinct().Count());
        Assert.Equal(14, Encode(encoding, "drama")[0]); // a change would break every saved model
        Assert.Equal(float.NaN, Encode(encoding, null)[0]);
        Assert.True(encoding.HoldsCodes);
    }

    [Fact]
    public void Parameters_are_validated()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneHot(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ordinal(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hashing(1));
    }
}
