using CsCheck;
using Ninefold.Data.Sampling;

namespace Ninefold.Tests.Data.Sampling;

public class AliasTableTests
{
    [Fact]
    public void Frequencies_are_those_of_the_weights()
    {
        double[] weights = [1, 0, 3, 5.5, .5, 10];
        ChiSquare.AssertFits(weights, new AliasTable(weights).Draw, draws: 200_000);
    }

    [Fact]
    public void An_outcome_without_weight_is_never_drawn() =>
        Gen.Select(
                Gen.OneOf(Gen.Double[0, 1e-12], Gen.Double[0, 1], Gen.Int[0, 1].Select(i => (double)i)).Array[1, 40],
                Gen.Int
            )
            .Where(x => x.Item1.Sum() > 0)
            .Sample(
                (weights, seed) =>
                {
                    var (table, random) = (new AliasTable(weights), new Random(seed));
                    for (var i = 0; i < 200; i++)
                        Assert.True(weights[table.Draw(random)] > 0);
                }
            );

    [Fact]
    public void Weights_that_are_no_distribution_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new AliasTable([1, -1]));
        Assert.Throws<ArgumentException>(() => new AliasTable([double.NaN]));
        Assert.Throws<ArgumentException>(() => new AliasTable([0, 0]));
        Assert.Throws<ArgumentException>(() => new AliasTable([]));
    }
}
