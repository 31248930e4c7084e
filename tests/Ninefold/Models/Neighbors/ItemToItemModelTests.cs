using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class ItemToItemModelTests
{
    // 0 is close to 1 and 2; 1 to 2; 2 to nothing.
    private static readonly ItemToItemModel Model = new(
        [0, 2, 3, 3],
        [1, 2, 2],
        [.5f, .25f, 1f],
        new Recency(HalfLife: 1, HalfLifeDays: null)
    );

    private static readonly CandidateQuery Query = new(
        User: -1,
        new Interaction[] { new(7, 1, 0), new(0, 1, 0), new(1, 1, 1) },
        Now: 2,
        Count: 5
    );

    [Fact]
    public void Scores_sum_closeness_by_recency() => Assert.Equal([new(2, 1.125f), new(1, .25f)], Model.Find(Query));

    [Fact]
    public void An_explanation_adds_up_to_the_score() =>
        Assert.Equal([new(1, 1f), new(0, .125f)], Model.Explain(Query, item: 2));

    [Fact]
    public void What_the_history_says_nothing_for_has_no_explanation() =>
        Assert.Empty(Model.Explain(new(-1, new Interaction[] { new(2, 1, 0) }, 2, 5), item: 0));
}
