using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

/// <summary>How two groupings of the same things agree.</summary>
public class ClusteringMetricTests
{
    private static Judged<string, string>[] Of(string clusters, string classes) =>
        [.. clusters.Zip(classes, (o, l) => new Judged<string, string>($"{o}", $"{l}", "one"))];

    // Golden values: adjusted_rand_score and normalized_mutual_info_score of scikit-learn 1.2.1.
    [Fact]
    public void They_equal_scikit_learn()
    {
        var judged = Of("xxxyyyyzzw", "aabbbbccac");
        Assert.Equal(.16, new AdjustedRandIndex().Compute(judged), 1e-12);
        Assert.Equal(0.45119264010703525, new NormalizedMutualInformation().Compute(judged), 1e-12);
    }

    [Fact]
    public void The_same_grouping_under_other_names_is_perfect()
    {
        var judged = Of("xxyyyz", "bbaaac");
        Assert.Equal(1, new AdjustedRandIndex().Compute(judged), 1e-12);
        Assert.Equal(1, new NormalizedMutualInformation().Compute(judged), 1e-12);
    }

    [Fact]
    public void Random_groupings_agree_by_0_beyond_chance()
    {
        var random = new Random(1);
        string Draw() => string.Concat(Enumerable.Range(0, 30).Select(_ => "abc"[random.Next(3)]));
        var mean = Enumerable.Range(0, 500).Average(_ => new AdjustedRandIndex().Compute(Of(Draw(), Draw())));
        Assert.Equal(0, mean, .01);
    }

    [Fact]
    public void One_cluster_tells_nothing()
    {
        Assert.Equal(0, new AdjustedRandIndex().Compute(Of("xxxx", "aabb")), 1e-12);
        Assert.Equal(0, new NormalizedMutualInformation().Compute(Of("xxxx", "aabb")), 1e-12);
    }

    [Theory]
    [InlineData("xx", "aa")]
    [InlineData("x", "a")]
    public void Without_two_groups_there_is_no_value(string clusters, string classes)
    {
        Assert.Throws<MetricUndefinedException>(() => new AdjustedRandIndex().Compute(Of(clusters, classes)));
        Assert.Throws<MetricUndefinedException>(() => new NormalizedMutualInformation().Compute(Of(clusters, classes)));
    }

    [Fact]
    public void Exchanging_clusters_and_classes_changes_nothing() =>
        Gen.Select(Gen.Char['a', 'd'], Gen.Char['a', 'd'])
            .Array[3, 20]
            .Where(rows => rows.Select(r => r.Item1).Distinct().Count() is 2 or 3)
            .Sample(rows =>
            {
                var (one, other) = (string.Concat(rows.Select(r => r.Item1)), string.Concat(rows.Select(r => r.Item2)));
                Assert.Equal(
                    new NormalizedMutualInformation().Compute(Of(one, other)),
                    new NormalizedMutualInformation().Compute(Of(other, one)),
                    1e-12
                );
            });

    [Fact]
    public void Pairs_that_are_drawn_twice_would_agree_so_there_is_no_interval()
    {
        var interval = new Bootstrap(1).Estimate(new AdjustedRandIndex(), Of("xxxyyyyzzw", "aabbbbccac"));
        Assert.Equal((interval.Value, interval.Value), (interval.Low, interval.High));
    }
}
