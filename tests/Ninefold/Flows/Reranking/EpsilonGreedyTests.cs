using CsCheck;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;

namespace Ninefold.Tests.Flows.Reranking;

public class EpsilonGreedyTests
{
    private static ScoredItem[] Ranked(int count) => [.. Enumerable.Range(0, count).Select(i => new ScoredItem(i, -i))];

    [Fact]
    public void The_stated_probabilities_are_the_frequencies()
    {
        const int lists = 60_000;
        var policy = new EpsilonGreedy(Epsilon: .3, Tail: 3);
        var random = new Random(1);
        var seen = new Dictionary<(int Place, int Item), (int Times, double Stated)>();
        for (var i = 0; i < lists; i++)
        {
            var shown = policy.Explore(Ranked(9), 5, random);
            for (var place = 0; place < shown.Length; place++)
            {
                var key = (place, shown[place].Item);
                var (times, stated) = seen.GetValueOrDefault(key, (0, shown[place].Probability));
                Assert.Equal(stated, shown[place].Probability); // always the same for the same item at the same place
                seen[key] = (times + 1, stated);
            }
        }
        Assert.Equal(2 + (3 * (1 + 4)), seen.Count); // two fixed places, and three that show their own item or one of four
        foreach (var (key, (times, stated)) in seen)
        {
            var error = 4.5 * Math.Sqrt(stated * (1 - stated) / lists);
            Assert.True(
                Math.Abs(((double)times / lists) - stated) <= error,
                $"{key}: {times} of {lists}, stated {stated}"
            );
        }
        for (var place = 0; place < 5; place++)
            Assert.Equal(1, seen.Where(s => s.Key.Place == place).Sum(s => s.Value.Stated), 1e-12);
    }

    [Fact]
    public void Lists_are_distinct_repeatable_and_as_long_as_asked() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[0, 5], Gen.Double[0, .99], Gen.Int[0, 99])
            .Sample(t =>
            {
                var (available, count, tail, epsilon, seed) = t;
                var policy = new EpsilonGreedy(epsilon, tail);
                var shown = policy.Explore(Ranked(available), count, new Random(seed));
                Assert.Equal(Math.Min(available, count), shown.Length);
                Assert.Equal(shown.Length, shown.DistinctBy(s => s.Item).Count());
                Assert.All(shown, s => Assert.InRange(s.Probability, double.Epsilon, 1));
                Assert.All(shown, s => Assert.Equal(-s.Item, s.Score));
                Assert.Equal(shown, policy.Explore(Ranked(available), count, new Random(seed)));
            });

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new EpsilonGreedy(1, -1)).Message;
        Assert.Contains("Epsilon", message);
        Assert.Contains("Tail", message);
    }
}
