using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ItemPopularityTests
{
    [Fact]
    public void It_is_the_share_of_interactions_and_the_unknown_has_one()
    {
        var popularity = new ItemPopularity(
            new Dictionary<string, long>
            {
                ["a"] = 3,
                ["b"] = 1,
                ["c"] = 0,
            }
        );
        Assert.Equal([.75, .25, .25, .25], new[] { "a", "b", "c", "unknown" }.Select(popularity.ShareOf));
    }

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Assert.Contains(
            "Got -1 for 'a'",
            Assert
                .Throws<ArgumentException>(() => new ItemPopularity(new Dictionary<string, long> { ["a"] = -1 }))
                .Message
        );
        Assert.Throws<ArgumentException>(() => new ItemPopularity(new Dictionary<string, long> { ["a"] = 0 }));
    }
}
