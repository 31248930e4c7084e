using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class RocAucTests
{
    private static readonly RocAuc Auc = new();

    // Golden values: roc_auc_score of scikit-learn 1.2.1.
    [Fact]
    public void Ties_and_weights_equal_scikit_learn()
    {
        Assert.Equal(0.78125, Auc.Compute(Rows.Tied), 1e-12);
        Assert.Equal(0.8832298136645963, Auc.Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
    }

    [Fact]
    public void It_is_the_probability_that_a_positive_scores_above_a_negative() =>
        Rows.TwoClasses.Sample(judged =>
        {
            var pairs =
                from positive in judged
                where positive.Label == 1
                from negative in judged
                where negative.Label == 0
                select positive.Output > negative.Output ? 1
                : positive.Output == negative.Output ? 0.5
                : 0;
            Assert.Equal(pairs.Average(), Auc.Compute(judged), 1e-12);
        });

    [Fact]
    public void A_monotone_transform_changes_nothing_and_a_reversal_mirrors_it() =>
        Rows.TwoClasses.Sample(judged =>
        {
            var auc = Auc.Compute(judged);
            Assert.Equal(
                auc,
                Auc.Compute([.. judged.Select(j => j with { Output = Math.Exp(3 * j.Output) - 7 })]),
                1e-12
            );
            Assert.Equal(1 - auc, Auc.Compute([.. judged.Select(j => j with { Output = -j.Output })]), 1e-12);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_class_is_undefined(double label) =>
        Assert.Equal(
            "roc_auc is undefined: both classes are needed, and only one is there.",
            Assert.Throws<MetricUndefinedException>(() => Auc.Compute(Rows.Of([.1, .2], [label, label]))).Message
        );

    [Fact]
    public void Labels_other_than_0_and_1_are_refused() =>
        Assert.Equal(
            "roc_auc is undefined: the label of row 1 must be 0 or 1, but is 2.",
            Assert.Throws<MetricUndefinedException>(() => Auc.Compute(Rows.Of([.1, .2], [0, 2]))).Message
        );
}
