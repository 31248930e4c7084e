using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class NormalizedCrossEntropyTests
{
    private static readonly NormalizedCrossEntropy Nce = new();

    // Golden values: log_loss of scikit-learn 1.2.1, divided by that of the base rate.
    [Fact]
    public void It_equals_the_ratio_of_scikit_learns_log_losses()
    {
        Assert.Equal(0.8355086754535334, Nce.Compute(Rows.Tied), 1e-12);
        Assert.Equal(0.6383307632980326, Nce.Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
    }

    [Fact]
    public void The_base_rate_scores_1() =>
        Rows.TwoClasses.Sample(judged =>
        {
            var rate = judged.Average(j => j.Label);
            Assert.Equal(1, Nce.Compute([.. judged.Select(j => j with { Output = rate })]), 1e-12);
        });

    [Fact]
    public void One_class_is_undefined() =>
        Assert.Throws<MetricUndefinedException>(() => Nce.Compute(Rows.Of([.1, .2], [1, 1])));
}
