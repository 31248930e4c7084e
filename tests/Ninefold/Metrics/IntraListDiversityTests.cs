using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class IntraListDiversityTests
{
    private sealed record Film(string[] Genres);

    private static readonly Film War = new(["war"]);
    private static readonly Film Love = new(["love"]);
    private static readonly Film Both = new(["war", "love"]);

    private static readonly IntraListDiversity<Film[], bool, Film> Diversity = new(
        list => list,
        (a, b) => Distance.Jaccard(a.Genres.ToHashSet(), b.Genres.ToHashSet())
    );

    [Fact]
    public void It_averages_pairs_within_lists_and_then_lists() =>
        Assert.Equal(
            ((1 + .5 + .5) / 3 + 0) / 2,
            Diversity.Compute([new([War, Love, Both], true, "1"), new([War, War], true, "2"), new([War], true, "3")]),
            1e-12
        );

    [Fact]
    public void Lists_of_one_item_say_nothing() =>
        Assert.Equal(
            "intra_list_diversity is undefined: no list has two items.",
            Assert.Throws<MetricUndefinedException>(() => Diversity.Compute([new([War], true, "1")])).Message
        );
}
