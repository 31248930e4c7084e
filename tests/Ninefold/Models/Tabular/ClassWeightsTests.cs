using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class ClassWeightsTests
{
    private static readonly LabelledRows Rows = new(
        new FeatureSchema(["x"], [false]),
        [1, 2, 3, 4, 5, 6, 7],
        [0, 0, 1, 0, 2, 0, 1],
        [0, 1, 2, 3, 4, 5, 6]
    );

    // compute_sample_weight("balanced", [0, 0, 1, 0, 2, 0, 1]) of scikit-learn 1.2.1.
    [Fact]
    public void Weights_equal_scikit_learn() =>
        Assert.Equal(
            [.583333333f, .583333333f, 1.16666667f, .583333333f, 2.33333333f, .583333333f, 1.16666667f],
            Rows.Balanced().Weights!,
            (a, b) => Math.Abs(a - b) < 1e-6
        );

    [Fact]
    public void Weights_that_were_there_are_multiplied()
    {
        var weighted = Rows with { Weights = [1, 2, 3, 4, 5, 6, 7] };
        Assert.Equal(
            Rows.Balanced().Weights!.Select((weight, i) => weight * (i + 1)),
            weighted.Balanced().Weights!,
            (a, b) => Math.Abs(a - b) < 1e-5
        );
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], weighted.Weights);
    }
}
