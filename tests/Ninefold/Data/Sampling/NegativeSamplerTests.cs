using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Sampling;

namespace Ninefold.Tests.Data.Sampling;

public class NegativeSamplerTests
{
    // Items a to f are touched 4, 3, 2, 2, 1 and 0 times; the last user has most of what is popular.
    private static readonly Interactions Touched = Interactions.From(
        new(["u", "v", "w", "x"]),
        new(["a", "b", "c", "d", "e", "f"]),
        new[] { (0, 0), (0, 2), (1, 0), (1, 1), (1, 3), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2), (3, 3), (2, 4) }.Select(
            (pair, at) => (pair.Item1, new Interaction(pair.Item2, 1, at))
        )
    );

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(.75, 0)]
    [InlineData(.75, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void Frequencies_are_those_of_popularity_and_of_the_stated_probability(double alpha, int user)
    {
        var sampler = new NegativeSampler(Touched, alpha);
        int[] counts = [4, 3, 2, 2, 1, 0];
        var own = Touched.Of(user).ToArray().Select(row => row.Item).ToHashSet();
        var weights = counts.Select((count, item) => own.Contains(item) ? 0 : Math.Pow(count, alpha)).ToArray();
        ChiSquare.AssertFits(weights, random => sampler.Draw(user, random), draws: 50_000);
        for (var item = 0; item < weights.Length; item++)
            Assert.Equal(weights[item] / weights.Sum(), Math.Exp(sampler.LogProbability(user, item)), 12);
    }

    [Fact]
    public void What_the_user_touched_is_never_drawn() =>
        Gen.Select(Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9]).Array[1, 30], Gen.Double[0, 1], Gen.Int)
            .Sample(
                (pairs, alpha, seed) =>
                {
                    var interactions = Interactions.From(
                        new(["a", "b", "c", "d"]),
                        new([.. "0123456789".Select(c => $"{c}")]),
                        pairs.Select((pair, at) => (pair.Item1, new Interaction(pair.Item2, 1, at)))
                    );
                    var sampler = new NegativeSampler(interactions, alpha);
                    var random = new Random(seed);
                    for (var user = 0; user < 4; user++)
                    {
                        var own = pairs.Where(p => p.Item1 == user).Select(p => p.Item2).ToHashSet();
                        var any = pairs.Select(p => p.Item2).ToHashSet();
                        if (alpha > 0 && any.IsSubsetOf(own) || own.Count == 10)
                            Assert.Throws<InvalidOperationException>(() => sampler.Draw(user, random));
                        else
                            for (var i = 0; i < 20; i++)
                                Assert.DoesNotContain(sampler.Draw(user, random), own);
                    }
                }
            );

    [Fact]
    public void Alpha_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NegativeSampler(Touched, 1.5));
}
