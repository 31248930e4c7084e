using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class CatalogueCoverageTests
{
    private static readonly Judged<string[], bool>[] Judged =
    [
        new(["a", "b"], true, "1"),
        new(["b", "c"], true, "2"),
        new([], true, "3"),
    ];

    [Fact]
    public void It_counts_each_shown_item_once()
    {
        var coverage = new CatalogueCoverage<string[], bool>(list => list, 10);
        Assert.Equal(.3, coverage.Compute(Judged));
        Assert.Equal(.2, coverage.Prepare(Judged)([0, 5, 1]));
    }

    [Fact]
    public void A_catalogue_smaller_than_what_was_shown_is_an_error() =>
        Assert.Equal(
            "catalogue_coverage is undefined: 3 distinct items were shown from a catalogue said to hold 2.",
            Assert
                .Throws<MetricUndefinedException>(() =>
                    new CatalogueCoverage<string[], bool>(list => list, 2).Compute(Judged)
                )
                .Message
        );
}
