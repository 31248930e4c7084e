using Ninefold.Flows;

namespace Ninefold.Systems.TextSearch;

public sealed class BlendTests
{
    // The words find the right document last, the meaning first.
    private static readonly ScoredItem[] Words = [new(1, 9), new(2, 8.5f), new(3, 1)];
    private static readonly ScoredItem[] Meaning = [new(4, .9f), new(3, .8f), new(1, 0)];

    private static SourceLists Lists(params int[] relevant) =>
        new(Words, Meaning, relevant, [.. relevant.Select(_ => 1.0)], "q");

    private static int[] Places(Blend blend) => [.. blend.Of(Words, Meaning).Select(s => s.Item)];

    [Fact]
    public void Lists_become_one_in_each_way()
    {
        Assert.Equal([1, 2, 3], Places(new(BlendKind.WordsAlone)));
        Assert.Equal([1, 2, 4, 3], Places(new(BlendKind.WeightedSum, .5)));
        Assert.Equal([4, 1, 3, 2], Places(new(BlendKind.WeightedSum, 1.1)));
        Assert.Equal([1, 3, 2, 4], Places(new(BlendKind.ReciprocalRank, .5)));
    }

    [Fact]
    public void The_weight_is_the_one_that_does_best_on_the_training_queries()
    {
        var rung = new BlendRung("weighted-sum", BlendKind.WeightedSum);
        Assert.Equal(1.2, rung.Fit([Lists(4)], new(Seed: 1)).Meaning);
        Assert.Equal(.1, rung.Fit([Lists(2)], new(Seed: 1)).Meaning);
    }

    [Fact]
    public void What_is_learned_trusts_the_source_that_was_right()
    {
        var rung = new BlendRung("learned", BlendKind.Learned);
        var data = Enumerable.Repeat(Lists(4), 50).ToList();
        Assert.Equal(4, Places(rung.Fit(data, new(Seed: 1)))[0]);
        Assert.Equal(BlendKind.WordsAlone, rung.Fit([Lists(9)], new(Seed: 1)).Kind); // nothing right was found
    }
}
