using CsCheck;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public sealed class ClassWeightsTests
{
    [Fact]
    public void Balanced_classes_count_the_same_in_sum_but_for_the_positive_weight() =>
        Gen.Select(Gen.Float[.1f, 9].Array[2, 60], Gen.Bool)
            .Sample(
                (own, weighted) =>
                {
                    var rows = Rows(own.Length, weighted ? own : null);
                    var weights = ClassWeights.Of(rows, balanced: true, 2).Weigh(rows).Weights!;
                    var positive = weights.Where((_, row) => rows.Labels[row] == 1).Sum();
                    Assert.Equal(weights.Sum() * 2 / 3, positive, weights.Sum() * 1e-5);
                    Assert.Equal(1.5 * (rows.Weights?.Sum() ?? rows.Count), weights.Sum(), weights.Sum() * 1e-5);
                }
            );

    [Fact]
    public void A_positive_weight_counts_on_top_and_a_label_between_belongs_to_both()
    {
        var rows = Rows(4, [1, 2, 1, 1]) with { Labels = [1, 0, .5f, 0] };
        Assert.Equal([3, 2, 2, 1], ClassWeights.Of(rows, balanced: false, 3).Weigh(rows).Weights!);
        Assert.Same(rows, ClassWeights.Of(rows, balanced: false, 1).Weigh(rows));
        var balanced = ClassWeights.Of(rows, balanced: true, 3);
        Assert.Equal(.3, ClassWeights.PositiveShare(rows), 9);
        Assert.Equal((.5 / .7, 1.5 / .3), (balanced.Negative, balanced.Positive));
    }

    // Every third row is positive, beginning with the first.
    private static LabelledRows Rows(int count, float[]? weights) =>
        new(
            new(["a"], [false]),
            new float[count],
            [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? 1f : 0)],
            [.. Enumerable.Range(0, count)],
            weights
        );
}
