using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class NdcgTests
{
    // Golden values: ndcg_score of scikit-learn 1.2.1 (which averages over ties).
    [Theory]
    [InlineData(3, false, 0.29693261520902764)]
    [InlineData(5, false, 0.4910482642482403)]
    [InlineData(null, false, 0.5928102316553006)]
    [InlineData(3, true, 0.25144222992864584)]
    [InlineData(5, true, 0.45651979937705867)]
    [InlineData(null, true, 0.5456950525503343)]
    public void Ties_are_averaged_as_in_scikit_learn(int? k, bool exponential, double expected) =>
        Assert.Equal(expected, new Ndcg(k, exponential).OverGroups().Compute(Rows.Graded), 1e-12);

    [Fact]
    public void Groups_can_be_weighted()
    {
        var weights = Rows
            .Graded.Select(row =>
                row.Group switch
                {
                    "a" => 1.0,
                    "b" => 2,
                    _ => .5,
                }
            )
            .ToArray();
        Assert.Equal(0.5200496247496073, new Ndcg(5).OverGroups().Prepare(Rows.Graded)(weights), 1e-12);
    }

    [Theory]
    [InlineData(5, 0.49183850613403585)]
    [InlineData(null, 0.6246330619697557)]
    public void Lists_with_graded_relevance_equal_scikit_learn(int? k, double expected)
    {
        var relevance = Relevance.Graded(
            new Dictionary<string, double>
            {
                ["b"] = 2,
                ["d"] = 3,
                ["f"] = 1,
                ["g"] = 1,
                ["h"] = 0,
            }
        );
        var judged = Rows.List(["a", "b", "c", "d", "e", "f", "g", "h"], relevance);
        Assert.Equal(expected, new Ndcg(k).Compute([judged]), 1e-12);
    }

    [Fact]
    public void The_ideal_order_is_1_also_where_more_is_relevant_than_fits() =>
        Assert.Equal(1, new Ndcg(2).Compute([Rows.List(["a", "b"], ["a", "b", "c", "d"])]));
}
