using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class BrierScoreTests
{
    // Golden values: brier_score_loss of scikit-learn 1.2.1.
    [Fact]
    public void It_equals_scikit_learn()
    {
        Assert.Equal(0.20607142857142854, new BrierScore().Compute(Rows.Tied), 1e-12);
        Assert.Equal(0.14265432098765432, new BrierScore().Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
    }

    [Fact]
    public void One_class_is_enough() => Assert.Equal(0.25, new BrierScore().Compute(Rows.Of([.5, .5], [1, 1])));
}
