using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ReciprocalRankTests
{
    private static readonly Judged<IReadOnlyList<string>, Relevance>[] Judged =
    [
        Rows.List(["a", "b"], ["a", "b"]),
        Rows.List(["x", "y", "z", "a"], ["a"]),
        Rows.List(["x"], ["a"]),
    ];

    [Theory]
    [InlineData(null, (1 + 1.0 / 4 + 0) / 3)]
    [InlineData(3, 1.0 / 3)]
    public void It_averages_over_the_first_relevant_ranks(int? k, double expected) =>
        Assert.Equal(expected, new ReciprocalRank(k).Compute(Judged), 1e-12);

    [Fact]
    public void Tied_rows_rank_least_relevant_first() =>
        Assert.Equal(
            1.0 / 3,
            new ReciprocalRank().OverGroups().Compute([.. Rows.InGroup("q", [5, 5, 5, 1], [1, 0, 0, 1])]),
            1e-12
        );
}
