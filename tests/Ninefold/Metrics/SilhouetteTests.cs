using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class SilhouetteTests
{
    private static readonly Silhouette<(double X, double Y)> Plane = new((a, b) => double.Hypot(a.X - b.X, a.Y - b.Y));

    private static Judged<string, (double, double)> Row(string cluster, double x, double y) =>
        new(cluster, (x, y), "one");

    // Golden value: silhouette_score of scikit-learn 1.2.1.
    [Fact]
    public void It_equals_scikit_learn() =>
        Assert.Equal(
            0.4130433349010978,
            Plane.Compute([
                Row("a", 0, 0),
                Row("a", 1, 0),
                Row("a", 0, 2),
                Row("b", 5, 5),
                Row("b", 6, 5),
                Row("b", 5, 7),
                Row("c", 9, 0),
                Row("b", 2, 2),
            ]),
            1e-12
        );

    [Fact]
    public void Clusters_without_extent_are_perfect() =>
        Assert.Equal(1, Plane.Compute([Row("a", 0, 0), Row("a", 0, 0), Row("b", 1, 0), Row("b", 1, 0)]), 1e-12);

    [Fact]
    public void Things_in_one_place_belong_nowhere() =>
        Assert.Equal(0, Plane.Compute([Row("a", 0, 0), Row("a", 0, 0), Row("b", 0, 0)]));

    [Fact]
    public void Without_clusters_there_is_no_value()
    {
        Assert.Throws<MetricUndefinedException>(() => Plane.Compute([Row("a", 0, 0), Row("a", 1, 0)]));
        Assert.Throws<MetricUndefinedException>(() => Plane.Compute([Row("a", 0, 0), Row("b", 1, 0)]));
        Assert.Contains(
            "is not finite",
            Assert
                .Throws<MetricUndefinedException>(() =>
                    Plane.Compute([Row("a", double.NaN, 0), Row("a", 1, 0), Row("b", 1, 1)])
                )
                .Message
        );
    }
}
