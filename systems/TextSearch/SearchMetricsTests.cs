using Ninefold.Metrics;

namespace Ninefold.Systems.TextSearch;

public sealed class SearchMetricsTests
{
    [Fact]
    public void All_that_was_ranked_is_judged_and_grades_are_gains()
    {
        var page = new SearchPage([], 3, new Dictionary<string, IReadOnlyList<Text.Indexing.FacetCount>>(), null, [])
        {
            Ranked = ["x", "b", "a"],
        };
        Judged<SearchPage, Judgements>[] judged = [new(page, new(["a", "b"], [2, 1]), "q")];
        var values = SearchMetrics.Ranking.ToDictionary(m => m.Name, m => m.Compute(judged));
        var ideal = 2 + (1 / Math.Log2(3));
        Assert.Equal(((1 / Math.Log2(3)) + (2 / Math.Log2(4))) / ideal, values["ndcg@10"], 12);
        Assert.Equal(((1 / 2.0) + (2 / 3.0)) / 2, values["map"], 12);
        Assert.Equal(
            (1, .2, 1, .5),
            (values["recall@100"], values["precision@10"], values["hit_rate@10"], values["mrr@10"])
        );
    }
}
