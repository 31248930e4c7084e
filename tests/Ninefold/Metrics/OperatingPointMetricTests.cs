using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class OperatingPointMetricTests
{
    // Golden values: the best of the points of precision_recall_curve of scikit-learn 1.2.1, without and with weights.
    public static TheoryData<OperatingPointMetric, double, double> Golden =>
        new()
        {
            { new RecallAtPrecision(.6), .5, 1 },
            { new RecallAtPrecision(.7), .5, 0.7142857142857143 },
            { new RecallAtPrecision(.9), 0.3333333333333333, 0.14285714285714285 },
            { new PrecisionAtRecall(.3), 1, 0.8666666666666667 },
            { new PrecisionAtRecall(.6), 0.5714285714285714, 0.8064516129032258 },
            { new PrecisionAtRecall(1), 0.5454545454545454, 0.6140350877192983 },
            { new FBetaAtPrecision(.7), .6, 0.7575757575757576 },
        };

    [Theory, MemberData(nameof(Golden), DisableDiscoveryEnumeration = true)]
    public void They_equal_the_best_point_of_scikit_learn(OperatingPointMetric metric, double expected, double weighted)
    {
        Assert.Equal(expected, metric.Compute(Rows.Tied), 1e-12);
        Assert.Equal(weighted, metric.Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
    }

    [Fact]
    public void A_precision_that_no_threshold_has_gives_0() =>
        Assert.Equal(0, new RecallAtPrecision(.9).Compute(Rows.Of([.9, .8], [0, 1])));

    [Fact]
    public void Rounding_of_weights_does_not_lose_the_last_positive() =>
        Gen.Select(Rows.TwoClasses, Gen.Double[.1, 1].Array[30])
            .Sample(
                (judged, weights) =>
                    Assert.InRange(
                        new PrecisionAtRecall(1).Prepare(judged)(weights.AsSpan(0, judged.Length)),
                        double.Epsilon,
                        1
                    )
            );

    [Fact]
    public void They_name_their_bound_and_need_a_positive() =>
        Assert.Equal(
            "f2_at_precision_0.9 is undefined: a positive is needed, and there is none.",
            Assert
                .Throws<MetricUndefinedException>(() => new FBetaAtPrecision(.9, 2).Compute(Rows.Of([.9, .8], [0, 0])))
                .Message
        );

    [Fact]
    public void A_bound_outside_0_to_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecallAtPrecision(1.1));
}
