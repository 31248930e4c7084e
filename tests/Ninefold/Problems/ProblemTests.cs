using Ninefold.Problems;

namespace Ninefold.Tests.Problems;

public sealed class ProblemTests
{
    [Fact]
    public void Learning_is_worth_its_further_successes_less_its_costs()
    {
        var costs = new CostModel(Source: 100, Labels: 50, Compute: 150, Requests: 1e6, ValueOfHit: .01, "hit_rate@10");
        Assert.Equal(700, costs.Worth(heuristic: .2, learned: .3), 1e-6);
        Assert.Equal(-300, costs.Worth(heuristic: .3, learned: .3), 1e-6);
        Assert.True(costs.Worth(heuristic: .3, learned: .2) < -300);
    }
}
