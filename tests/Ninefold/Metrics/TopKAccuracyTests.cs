using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class TopKAccuracyTests
{
    private static readonly Judged<IReadOnlyList<double>, int>[] Judged =
    [
        Row([.1, .5, .4], 1),
        Row([.3, .2, .5], 0),
        Row([.6, .3, .1], 2),
        Row([.2, .35, .45], 1),
    ];

    private static Judged<IReadOnlyList<double>, int> Row(double[] scores, int label) => new(scores, label, "one");

    // Golden values: top_k_accuracy_score of scikit-learn 1.2.1.
    [Theory]
    [InlineData(1, .25, 0.15384615384615385)]
    [InlineData(2, .75, 0.9230769230769231)]
    [InlineData(3, 1, 1)]
    [InlineData(9, 1, 1)]
    public void It_equals_scikit_learn(int k, double expected, double weighted)
    {
        Assert.Equal(expected, new TopKAccuracy(k).Compute(Judged), 1e-12);
        Assert.Equal(weighted, new TopKAccuracy(k).Prepare(Judged)([1, 2, .5, 3]), 1e-12);
    }

    [Fact]
    public void A_tie_at_the_cutoff_counts_by_its_chance() =>
        Assert.Equal(1 / 3.0, new TopKAccuracy(2).Compute([Row([.1, .3, .1, .1], 2)]), 1e-12);

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Equal(
            "accuracy@2 is undefined: the label of row 0 must be in [0, 2), the classes that have a score, but is 2.",
            Assert.Throws<MetricUndefinedException>(() => new TopKAccuracy(2).Compute([Row([.1, .9], 2)])).Message
        );
        Assert.Throws<MetricUndefinedException>(() => new TopKAccuracy(2).Compute([Row([.1, double.NaN], 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKAccuracy(0));
    }
}
