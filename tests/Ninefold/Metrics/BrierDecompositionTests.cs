using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class BrierDecompositionTests
{
    // Golden values: Murphy's formulas in NumPy; the whole is brier_score_loss of scikit-learn 1.2.1.
    [Fact]
    public void It_takes_the_score_of_scikit_learn_apart()
    {
        var parts = BrierDecomposition.Of(Rows.Tied);
        Assert.Equal(0.05130952380952379, parts.Reliability, 1e-12);
        Assert.Equal(0.0901360544217687, parts.Resolution, 1e-12);
        Assert.Equal(0.24489795918367344, parts.Uncertainty, 1e-12);
        Assert.Equal(0, parts.Remainder, 1e-12);
        Assert.Equal(0.20607142857142854, parts.Score, 1e-12);
    }

    [Fact]
    public void Bins_leave_a_remainder()
    {
        var parts = BrierDecomposition.Of(Rows.Tied, bins: 4);
        Assert.Equal(0.025630952380952365, parts.Reliability, 1e-12);
        Assert.Equal(0.057993197278911564, parts.Resolution, 1e-12);
        Assert.Equal(-0.0064642857142857, parts.Remainder, 1e-12);
        Assert.Equal(0.20607142857142854, parts.Score, 1e-12);
    }

    [Fact]
    public void Its_parts_are_metrics_that_can_be_weighted()
    {
        Assert.Equal(0.010614344503233397, new BrierReliability().Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
        Assert.Equal(0.11334944585973392, new BrierResolution().Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
        Assert.Equal((false, true), (new BrierReliability().HigherIsBetter, new BrierResolution().HigherIsBetter));
    }

    [Fact]
    public void The_base_rate_is_reliable_and_tells_nothing_apart() =>
        Gen.OneOf(0.0, 1)
            .Array[1, 30]
            .Sample(labels =>
            {
                var rate = labels.Average();
                var parts = BrierDecomposition.Of(Rows.Of([.. labels.Select(_ => rate)], labels));
                Assert.Equal(0, parts.Reliability, 1e-12);
                Assert.Equal(0, parts.Resolution, 1e-12);
                Assert.Equal(rate * (1 - rate), parts.Uncertainty, 1e-12);
            });

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<MetricUndefinedException>(() => BrierDecomposition.Of([]));
        Assert.Throws<MetricUndefinedException>(() => BrierDecomposition.Of(Rows.Of([1.5], [1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => BrierDecomposition.Of(Rows.Tied, bins: 0));
    }
}
