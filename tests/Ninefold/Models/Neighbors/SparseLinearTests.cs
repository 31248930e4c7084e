using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class SparseLinearTests : CandidateSourceContract
{
    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new SparseLinear(L1: .1, L2: 1).Fit(data, context);

    // scikit-learn 1.2.1, column by column without the item itself: ElasticNet(alpha=(l1 + l2) / 7, l1_ratio=l1 / (l1 +
    // l2), positive=True, fit_intercept=False, tol=1e-14).
    [Fact]
    public void The_weights_are_those_of_scikit_learn()
    {
        double[][] expected =
        [
            [0, .48737194, .18478444, .17045455, 0],
            [.52119219, 0, .09204092, 0, .28409091],
            [.08873578, .02155391, 0, .17045455, .28409091],
            [.21087796, 0, .18155247, 0, 0],
            [0, .3042905, .34849081, 0, 0],
        ];
        var model = new SparseLinear(L1: .5, L2: .8, Iterations: 10_000).Fit(SmallTable.Make(), new(1));
        for (var from = 0; from < 5; from++)
        for (var to = 0; to < 5; to++)
            Assert.Equal(expected[from][to], model.Closeness(from, to), 1e-5);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new SparseLinear(-1, -1, 0, 0)).Message;
        foreach (var part in new[] { "L1", "L2", "Neighbors", "Iterations" })
            Assert.Contains(part, message);
    }
}
