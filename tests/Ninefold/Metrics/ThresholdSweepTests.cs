using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

/// <summary>The curves that are read off the thresholds.</summary>
public class ThresholdSweepTests
{
    private static readonly double[] Thresholds = [1, .9, .8, .7, .55, .4, .3, .1, 0];

    // Golden values: roc_curve (every point kept) and precision_recall_curve of scikit-learn 1.2.1.
    [Fact]
    public void The_roc_curve_equals_scikit_learn()
    {
        var curve = RocCurve.Of(Rows.Tied);
        Assert.Equal([double.PositiveInfinity, .. Thresholds], curve.Select(p => p.Threshold));
        Assert.Equal([0, 0, 0, .125, .375, .5, .625, .75, .875, 1], curve.Select(p => p.FalsePositiveRate));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 6, 6, 6], curve.Select(p => Math.Round(p.TruePositiveRate * 6, 12)));
    }

    [Fact]
    public void The_precision_recall_curve_equals_scikit_learn()
    {
        var curve = PrecisionRecallCurve.Of(Rows.Tied);
        Assert.Equal(Thresholds, curve.Select(p => p.Threshold));
        Assert.Equal([1, 2, 3, 4, 5, 6, 6, 6, 6], curve.Select(p => Math.Round(p.Recall * 6, 12)));
        Assert.Equal(
            [1, 1, .75, 0.5714285714285714, 0.5555555555555556, 0.5454545454545454, .5, 0.46153846153846156, 6 / 14.0],
            curve.Select(p => p.Precision)
        );
    }

    [Fact]
    public void The_areas_under_the_curves_are_the_metrics() =>
        Rows.TwoClasses.Sample(judged =>
        {
            var roc = RocCurve.Of(judged);
            var area = roc.Zip(roc.Skip(1))
                .Sum(p =>
                    (p.Second.FalsePositiveRate - p.First.FalsePositiveRate)
                    * (p.First.TruePositiveRate + p.Second.TruePositiveRate)
                    / 2
                );
            Assert.Equal(new RocAuc().Compute(judged), area, 1e-12);
            var (steps, before) = (0.0, 0.0);
            foreach (var point in PrecisionRecallCurve.Of(judged))
                (steps, before) = (steps + (point.Recall - before) * point.Precision, point.Recall);
            Assert.Equal(new AveragePrecision().Compute(judged), steps, 1e-12);
        });

    [Fact]
    public void The_gain_curve_shows_who_is_reached()
    {
        var curve = GainCurve.Of(Rows.Of([.9, .8, .8, .1], [1, 1, 0, 0]));
        Assert.Equal([new(.25, .5, .9), new(.75, 1, .8), new(1, 1, .1)], curve);
        Assert.Equal([2, 4 / 3.0, 1], curve.Select(p => p.Lift));
    }

    [Fact]
    public void Every_point_of_the_cost_curve_is_the_cost_of_its_threshold() =>
        Rows.TwoClasses.Sample(judged =>
        {
            var costs = new DecisionCosts(FalsePositive: 2, FalseNegative: 30, TruePositive: -1, TrueNegative: .5);
            foreach (var (threshold, cost) in CostCurve.Of(judged, costs))
                Assert.Equal(new ExpectedCost(costs, threshold).Compute(judged), cost, 1e-12);
        });

    [Fact]
    public void Expected_cost_weighs_errors()
    {
        // At 0.5 Rows.Tied has four false alarms and misses one of fourteen.
        Assert.Equal((4 * 2 + 30) / 14.0, new ExpectedCost(new(2, 30)).Compute(Rows.Tied), 1e-12);
        Assert.False(new ExpectedCost(new(2, 30)).HigherIsBetter);
        Assert.Throws<MetricUndefinedException>(() =>
            new ExpectedCost(new(double.NaN, 1)).Compute(Rows.Of([.9, .1], [0, 1]))
        );
    }

    [Fact]
    public void Curves_without_a_value_say_why()
    {
        var negatives = Rows.Of([.1, .2], [0, 0]);
        foreach (
            var curve in new Action[]
            {
                () => RocCurve.Of(negatives),
                () => PrecisionRecallCurve.Of(negatives),
                () => GainCurve.Of(negatives),
                () => RocCurve.Of([]),
                () => PrecisionRecallCurve.Of([]),
                () => CostCurve.Of([], new(1, 1)),
                () => CostCurve.Of(Rows.Of([double.NaN], [1]), new(1, 1)),
            }
        )
            Assert.Throws<MetricUndefinedException>(curve);
        Assert.Equal([0, .5, 1], CostCurve.Of(negatives, new(1, 1)).Select(p => p.ExpectedCost));
    }
}
