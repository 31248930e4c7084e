using CsCheck;
using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class TopKTests
{
    [Fact]
    public void It_keeps_what_a_full_sort_would_put_first() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 80], Gen.Int[0, 30])
            .Sample(t =>
            {
                var (scores, wanted) = t;
                var offered = scores.Select((score, item) => new ScoredItem(item, score)).ToArray();
                var kept = new ScoredItem[wanted];
                var top = new TopK(kept);
                foreach (var item in offered.Reverse())
                    top.Offer(item.Item, item.Score);
                Assert.Equal(
                    offered.OrderByDescending(s => s.Score).ThenBy(s => s.Item).Take(wanted),
                    kept[..top.Sort()]
                );
            });
}
