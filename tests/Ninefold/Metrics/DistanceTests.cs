using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class DistanceTests
{
    [Theory]
    [InlineData(new[] { 1f, 0 }, new[] { 3f, 0 }, 0)]
    [InlineData(new[] { 1f, 0 }, new[] { 0f, 2 }, 1)]
    [InlineData(new[] { 1f, 1 }, new[] { -2f, -2 }, 2)]
    [InlineData(new[] { 0f, 0 }, new[] { 1f, 1 }, 1)]
    [InlineData(new[] { 1f, 1 }, new[] { 1f, 0 }, 0.29289321881345254)]
    public void Cosine_is_one_minus_the_cosine(float[] a, float[] b, double expected) =>
        Assert.Equal(expected, Distance.Cosine(a, b), 1e-6);

    [Theory]
    [InlineData("ab", "ab", 0)]
    [InlineData("ab", "cd", 1)]
    [InlineData("abc", "bcd", 0.5)]
    [InlineData("", "", 0)]
    [InlineData("", "a", 1)]
    public void Jaccard_is_the_share_not_shared(string a, string b, double expected) =>
        Assert.Equal(expected, Distance.Jaccard(a.ToHashSet(), b.ToHashSet()));

    [Fact]
    public void Both_are_symmetric()
    {
        Gen.Select(Gen.Float[-5, 5].Array[4], Gen.Float[-5, 5].Array[4])
            .Sample((a, b) => Assert.Equal(Distance.Cosine(a, b), Distance.Cosine(b, a)));
        Gen.Select(Gen.Int[0, 6].HashSet[0, 5], Gen.Int[0, 6].HashSet[0, 5])
            .Sample((a, b) => Assert.Equal(Distance.Jaccard(a, b), Distance.Jaccard(b, a)));
    }
}
