using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class AveragePrecisionAtKTests
{
    private static readonly string[] List = ["a", "b", "c", "d", "e", "f", "g", "h"];

    // Golden values: average_precision_score and label_ranking_average_precision_score of scikit-learn 1.2.1.
    [Fact]
    public void Without_a_cutoff_it_equals_scikit_learn()
    {
        var first = Rows.List(List, ["b", "d", "f", "g"]);
        Assert.Equal(0.5178571428571428, new AveragePrecisionAtK().Compute([first]), 1e-12);
        Assert.Equal(
            0.6339285714285714,
            new AveragePrecisionAtK().Compute([first, Rows.List(List, ["a", "d"])]),
            1e-12
        );
    }

    [Fact]
    public void The_cutoff_limits_what_could_be_found()
    {
        Assert.Equal(1, new AveragePrecisionAtK(2).Compute([Rows.List(["a", "b"], ["a", "b", "c"])]));
        Assert.Equal(
            (1.0 / 2 + 2.0 / 4) / 4,
            new AveragePrecisionAtK(5).Compute([Rows.List(List, ["b", "d", "f", "g"])])
        );
    }

    [Fact]
    public void What_was_not_listed_counts_as_missed() =>
        Assert.Equal(1.0 / 2, new AveragePrecisionAtK().Compute([Rows.List(["a"], ["a", "b"])]));
}
