using Ninefold.Flows;
using Ninefold.Flows.Reranking;

namespace Ninefold.Tests.Flows.Reranking;

public class FreshnessBoostTests
{
    private const long Day = 86_400_000;
    private static readonly ScoredItem[] Ranked = [new(0, 30), new(1, 20), new(2, 10)];

    [Fact]
    public void An_item_gains_half_as_much_after_each_half_life() =>
        Assert.Equal(
            [new(1, 1.5f), new(0, 1.125f), new(2, .5f)],
            new FreshnessBoost(Weight: 1, HalfLifeDays: 10).Rerank(
                Ranked,
                item =>
                    item switch
                    {
                        0 => 70 * Day,
                        1 => 900 * Day,
                        _ => 90 * Day,
                    },
                now: 100 * Day
            )
        );

    [Fact]
    public void Without_weight_the_order_stays() =>
        Assert.Equal(
            [0, 1, 2],
            new FreshnessBoost(0, 1).Rerank(Ranked, item => item * Day, 5 * Day).Select(s => s.Item)
        );

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new FreshnessBoost(-1, 0)).Message;
        Assert.Contains("Weight", message);
        Assert.Contains("HalfLifeDays", message);
    }
}
