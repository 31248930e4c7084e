using Ninefold.Metrics;
using Ninefold.Models.Inspection;

namespace Ninefold.Tests.Models.Inspection;

public sealed class OperatingPointTests
{
    private static Judged<double, double>[] Judged(params (double Score, double Label)[] rows) =>
        [.. rows.Select((r, i) => new Judged<double, double>(r.Score, r.Label, $"{i}"))];

    [Fact]
    public void Every_threshold_is_a_point_of_the_four_curves()
    {
        var points = OperatingPoint.Along(Judged((.9, 1), (.8, 0), (.7, 1), (.1, 0), (.1, 0), (.0, 0)), most: 60);
        // Four negatives to two positives: a missed one costs two false alarms.
        Assert.Equal(
            [
                new(null, 0, 0, null, 0, 4.0 / 6),
                new(.9, 0, .5, 1, 1.0 / 6, 2.0 / 6),
                new(.8, .25, .5, .5, 2.0 / 6, 3.0 / 6),
                new(.7, .25, 1, 2.0 / 3, 3.0 / 6, 1.0 / 6),
                new(.1, .75, 1, .4, 5.0 / 6, 3.0 / 6),
                new(0, 1, 1, 2.0 / 6, 1, 4.0 / 6),
            ],
            points
        );
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(60)]
    public void Many_are_thinned_along_the_curve_and_the_ends_stay(int most)
    {
        var random = new Random(1);
        var judged = Judged([
            .. Enumerable
                .Range(0, 5000)
                .Select(i => (random.NextDouble() + (i % 50 == 0 ? .5 : 0), i % 50 == 0 ? 1.0 : 0)),
        ]);
        var points = OperatingPoint.Along(judged, most);
        Assert.InRange(points.Count, most == 60 ? 50 : 2, most);
        Assert.Equal((0, 0), (points[0].FalsePositiveRate, points[0].Recall));
        Assert.Equal((1, 1), (points[^1].FalsePositiveRate, points[^1].Recall));
        if (most == 60)
            Assert.All(
                points.Zip(points.Skip(1)),
                p =>
                    Assert.InRange(
                        p.Second.FalsePositiveRate + p.Second.Recall - p.First.FalsePositiveRate - p.First.Recall,
                        0,
                        .08
                    )
            );
    }

    [Fact]
    public void One_class_has_no_curves() =>
        Assert.Throws<MetricUndefinedException>(() => OperatingPoint.Along(Judged((.9, 1), (.8, 1)), most: 60));
}
