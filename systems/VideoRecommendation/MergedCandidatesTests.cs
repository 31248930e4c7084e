using CsCheck;
using Ninefold.Flows;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class MergedCandidatesTests
{
    [Fact]
    public void Scores_are_stretched_within_their_source_weighted_and_summed()
    {
        var merged = Merge(
            [("a", 1), ("b", .5)],
            ("a", [new(7, 30), new(8, 20), new(9, 10)]),
            ("b", [new(9, 4), new(5, 2)]),
            ("content", [new(8, 1)])
        );
        var by = merged.Found.All().ToDictionary(c => c.Item);
        Assert.Equal([7, 8, 9, 5], merged.Found.All().Select(c => c.Item));
        Assert.Equal([1, .5, .5, 0], merged.Found.All().Select(merged.Sum));
        Assert.Equal((.5, 0, 1), (merged.Score(by[8], "a"), merged.Score(by[8], "b"), merged.Score(by[8], "content")));
        Assert.Equal(double.NaN, merged.Score(by[8], "was not asked"));
    }

    [Fact]
    public void Where_all_scores_are_equal_each_counts_in_full() =>
        Assert.Equal(
            [1, 1],
            Merge([("a", 1)], ("a", [new(1, 5), new(2, 5)])) is var m ? m.Found.All().Select(m.Sum) : []
        );

    [Fact]
    public void Whatever_the_scale_of_a_source_scores_lie_between_0_and_1_in_its_order() =>
        Gen.Select(Gen.Int[-1000, 1000].Array[1, 20], Gen.Int[1, 100], Gen.Int[-1000, 1000])
            .Sample(
                (scores, scale, shift) =>
                {
                    ScoredItem[] list = [.. scores.OrderDescending().Select((s, i) => new ScoredItem(i, s))];
                    ScoredItem[] other = [.. list.Select(s => s with { Score = s.Score * scale + shift })];
                    var (one, two) = (Merge([("a", 1)], ("a", list)), Merge([("a", 1)], ("a", other)));
                    double[] sums = [.. one.Found.All().Select(one.Sum)];
                    Assert.All(sums, s => Assert.InRange(s, 0, 1));
                    Assert.Equal(sums.OrderDescending(), sums);
                    Assert.Equal(1, sums[0]);
                    foreach (var (expected, actual) in sums.Zip(two.Found.All().Select(two.Sum)))
                        Assert.Equal(expected, actual, 1e-6);
                }
            );

    private static MergedCandidates Merge(
        IReadOnlyList<(string, double)> weights,
        params (string Source, IReadOnlyList<ScoredItem> List)[] lists
    ) => new(new CandidateSet([.. lists.Select(l => l.Source)], [.. lists.Select(l => l.List)]), weights);
}
