using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class NoveltyTests
{
    private static readonly ItemPopularity Popularity = new(
        new Dictionary<string, long>
        {
            ["hit"] = 8,
            ["known"] = 4,
            ["rare"] = 4,
        }
    );

    private static readonly Novelty<string[], bool> Novelty = new(list => list, Popularity);

    [Fact]
    public void It_is_the_mean_information_of_lists_in_bits() =>
        Assert.Equal(
            ((1 + 2) / 2.0 + 4) / 2,
            Novelty.Compute([new(["hit", "rare"], true, "1"), new(["unseen"], true, "2"), new([], true, "3")]),
            1e-12
        );

    [Fact]
    public void Empty_lists_alone_are_undefined() =>
        Assert.Throws<MetricUndefinedException>(() => Novelty.Compute([new([], true, "1")]));
}
