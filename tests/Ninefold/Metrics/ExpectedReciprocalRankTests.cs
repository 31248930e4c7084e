using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ExpectedReciprocalRankTests
{
    private static readonly Relevance Grades = Relevance.Graded(
        new Dictionary<string, double>
        {
            ["a"] = 3,
            ["b"] = 2,
            ["c"] = 1,
        }
    );

    [Fact]
    public void It_is_the_paper_s_cascade()
    {
        // The reader stops with chances 7/8, 0 and 3/8: ERR = 7/8 + 1/8 · 3/8 / 3.
        Assert.Equal(.890625, new ExpectedReciprocalRank(3).Compute([Rows.List(["a", "x", "b"], Grades)]), 1e-12);
        // 3/8, then 5/8 · 7/8 / 2, then 5/8 · 1/8 · 1/8 / 3.
        Assert.Equal(
            3 / 8.0 + 35 / 128.0 + 5 / 1536.0,
            new ExpectedReciprocalRank(3).Compute([Rows.List(["b", "a", "c"], Grades)]),
            1e-12
        );
    }

    [Fact]
    public void A_cutoff_ends_the_reading() =>
        Assert.Equal(3 / 8.0, new ExpectedReciprocalRank(3, 1).Compute([Rows.List(["b", "a"], Grades)]), 1e-12);

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Equal(
            "err is undefined: a grade is 3, but the largest is said to be 2.",
            Assert
                .Throws<MetricUndefinedException>(() =>
                    new ExpectedReciprocalRank(2).Compute([Rows.List(["b"], Grades)])
                )
                .Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpectedReciprocalRank(0));
    }
}
