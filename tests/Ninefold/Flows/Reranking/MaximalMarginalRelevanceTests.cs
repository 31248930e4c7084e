using CsCheck;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;

namespace Ninefold.Tests.Flows.Reranking;

public class MaximalMarginalRelevanceTests
{
    private static double SameParity(int a, int b) => a % 2 == b % 2 ? 1 : 0;

    [Fact]
    public void Alike_items_give_way()
    {
        ScoredItem[] ranked = [new(0, 1), new(2, .9f), new(4, .8f), new(1, .5f), new(3, 0)];
        Assert.Equal(
            [0, 2, 4, 1, 3],
            new MaximalMarginalRelevance(1).Rerank(ranked, 9, SameParity).Select(s => s.Item)
        );
        // .6 · relevance − .4 · alike: first 0 (.6), then 1 (.3), then 2 (.54 − .4) and so on.
        Assert.Equal(
            [new(0, .6f), new(1, .3f), new(2, .14f), new(4, .08f)],
            new MaximalMarginalRelevance(.6).Rerank(ranked, 4, SameParity),
            (a, b) => a.Item == b.Item && Math.Abs(a.Score - b.Score) < 1e-6
        );
    }

    [Fact]
    public void It_chooses_what_the_definition_says_and_its_scores_never_rise() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 20], Gen.Double[0, 1], Gen.Int[0, 25], Gen.Int[0, 99])
            .Sample(t =>
            {
                var (scores, lambda, count, seed) = t;
                var ranked = scores.OrderDescending().Select((score, i) => new ScoredItem(i, (float)score)).ToArray();
                double Similarity(int a, int b) => Math.Cos((a - b) * (seed + 1));
                var chosen = new MaximalMarginalRelevance(lambda).Rerank(ranked, count, Similarity);
                Assert.Equal(Math.Min(count, ranked.Length), chosen.Length);
                Assert.Equal(chosen.Length, chosen.DistinctBy(c => c.Item).Count());
                for (var place = 0; place < chosen.Length; place++)
                {
                    double Value(ScoredItem item) =>
                        (lambda * Fusion.Stretched(item.Score, ranked[^1].Score, ranked[0].Score))
                        - ((1 - lambda) * chosen[..place].Select(c => Similarity(item.Item, c.Item)).Append(0).Max());
                    var best = ranked.ExceptBy(chosen[..place].Select(c => c.Item), r => r.Item).Max(Value);
                    Assert.Equal(best, chosen[place].Score, 1e-5);
                    Assert.True(place == 0 || chosen[place].Score <= chosen[place - 1].Score);
                }
            });

    [Fact]
    public void A_wrong_lambda_is_refused() =>
        Assert.Contains("got 1.5", Assert.Throws<ArgumentException>(() => new MaximalMarginalRelevance(1.5)).Message);
}
