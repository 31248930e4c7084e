using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class CohenKappaTests
{
    private static readonly int[] One = [0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 0, 1, 1, 0];
    private static readonly int[] Other = [0, 1, 1, 2, 1, 0, 2, 1, 2, 0, 0, 1, 0, 0];

    // Golden values: cohen_kappa_score of scikit-learn 1.2.1.
    [Fact]
    public void Agreement_and_weights_equal_scikit_learn()
    {
        var judged = Judge(One, Other);
        Assert.Equal(.565891472868217, new CohenKappa<int>().Compute(judged), 1e-12);
        double[] weights = [1, 2, .5, 3, 1, 4, 1.5, 2, 1, 1, 4, 1, .25, 2];
        Assert.Equal(.783519313304721, new CohenKappa<int>().Prepare(judged)(weights), 1e-12);
        Assert.Equal(.565891472868217, new CohenKappa<int>().Compute(Judge(Other, One)), 1e-12);
    }

    [Fact]
    public void It_is_1_for_agreement_0_for_chance_and_below_for_contradiction()
    {
        var kappa = new CohenKappa<string>();
        Assert.Equal(1, kappa.Compute(Judge(["a", "b"], ["a", "b"])));
        Assert.Equal(0, kappa.Compute(Judge(["a", "a", "b", "b"], ["a", "b", "a", "b"])));
        Assert.Equal(0, kappa.Compute(Judge(["a", "a", "a"], ["a", "b", "a"])));
        Assert.Equal(-1, kappa.Compute(Judge(["a", "b"], ["b", "a"])));
        var error = Assert.Throws<MetricUndefinedException>(() => kappa.Compute(Judge(["a", "a"], ["a", "a"])));
        Assert.Contains("the same class throughout", error.Message);
    }

    private static Judged<T, T>[] Judge<T>(T[] one, T[] other) =>
        [.. one.Zip(other, (a, b) => new Judged<T, T>(a, b, "one"))];
}
