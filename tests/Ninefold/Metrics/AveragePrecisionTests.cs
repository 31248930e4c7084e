using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class AveragePrecisionTests
{
    private static readonly AveragePrecision Ap = new();

    // Golden values: average_precision_score of scikit-learn 1.2.1.
    [Fact]
    public void Ties_and_weights_equal_scikit_learn()
    {
        Assert.Equal(0.737073112073112, Ap.Compute(Rows.Tied), 1e-12);
        Assert.Equal(0.8057207534966448, Ap.Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
    }

    [Fact]
    public void Positives_above_all_negatives_are_1_and_a_constant_gives_the_base_rate() =>
        Rows.TwoClasses.Sample(judged =>
        {
            Assert.Equal(1, Ap.Compute([.. judged.Select(j => j with { Output = j.Label + j.Output / 100 })]), 1e-12);
            Assert.Equal(
                judged.Average(j => j.Label),
                Ap.Compute([.. judged.Select(j => j with { Output = 5 })]),
                1e-12
            );
        });

    [Fact]
    public void Without_a_positive_it_is_undefined() =>
        Assert.Throws<MetricUndefinedException>(() => Ap.Compute(Rows.Of([.1, .2], [0, 0])));
}
