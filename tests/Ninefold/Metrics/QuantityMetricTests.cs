using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

/// <summary>The errors of quantities, against the same references.</summary>
public class QuantityMetricTests
{
    private static readonly Judged<double, double>[] Judged = Rows.Of(
        [2.5, .25, 2, 8, 1, 990.5],
        [3, .5, 2, 7, 4, 1e3]
    );

    // Golden values: mean_squared_error, mean_absolute_percentage_error, r2_score, mean_pinball_loss and
    // mean_squared_log_error(squared=False) of scikit-learn 1.2.1, sMAPE in NumPy; without and with weights.
    public static TheoryData<Metric<double, double>, double, double> Golden =>
        new()
        {
            { new MeanSquaredError(), 16.760416666666668, 2.5606060606060606 },
            { new MeanAbsolutePercentageError(), 0.26150396825396827, 0.29866486291486294 },
            { new SymmetricMeanAbsolutePercentageError(), 0.36522725369748726, 0.38122818927093777 },
            { new RSquared(), 0.9998785280773781, 0.9998270581575476 },
            { new PinballLoss(.9), 2.004166666666667, 0.5159090909090909 },
            { new PinballLoss(.1), 0.37083333333333335, 0.4613636363636364 },
            { new RootMeanSquaredLogError(), 0.3882920429639185, 0.28755366015498446 },
        };

    [Theory, MemberData(nameof(Golden), DisableDiscoveryEnumeration = true)]
    public void They_equal_scikit_learn(Metric<double, double> metric, double expected, double weighted)
    {
        Assert.Equal(expected, metric.Compute(Judged), 1e-12);
        Assert.Equal(weighted, metric.Prepare(Judged)([1, 2, 0, 3, .5, .1]), 1e-12);
        Assert.Equal(metric is RSquared, metric.HigherIsBetter);
    }

    public static TheoryData<Metric<double, double>, double, double, string> Undefined =>
        new()
        {
            { new MeanAbsolutePercentageError(), 1, 0, "must be finite and not 0, since it is divided by, but is 0." },
            { new RootMeanSquaredLogError(), -1, 1, "the output of row 0 must be finite and at least 0, but is -1." },
            { new MeanSquaredError(), 1e200, 1, "row 0 gives Infinity, which is not finite." },
            { new PinballLoss(.5), double.NaN, 1, "the output of row 0 must be finite, but is NaN." },
            { new RSquared(), 1, .1, "labels that differ are needed, and all are equal." },
        };

    [Theory, MemberData(nameof(Undefined), DisableDiscoveryEnumeration = true)]
    public void Without_a_value_they_say_why(
        Metric<double, double> metric,
        double output,
        double label,
        string reason
    ) =>
        Assert.EndsWith(
            reason,
            Assert
                .Throws<MetricUndefinedException>(() =>
                    metric.Compute(Rows.Of([output, output, output], [label, label, label]))
                )
                .Message.Replace(" (3 such rows)", "")
        );

    [Fact]
    public void The_mean_has_an_R2_of_0() =>
        Gen.Int[-10, 10]
            .Select(label => (double)label)
            .Array[2, 20]
            .Where(labels => labels.Distinct().Count() > 1)
            .Sample(labels =>
                Assert.Equal(
                    0,
                    new RSquared().Compute(Rows.Of([.. labels.Select(_ => labels.Average())], labels)),
                    1e-9
                )
            );

    [Fact]
    public void The_pinball_loss_of_the_median_is_half_the_absolute_error() =>
        Assert.Equal(new MeanAbsoluteError().Compute(Judged) / 2, new PinballLoss(.5).Compute(Judged), 1e-12);

    [Fact]
    public void Two_zeros_have_no_percentage_error() =>
        Assert.Equal(1, new SymmetricMeanAbsolutePercentageError().Compute(Rows.Of([0, 0], [0, 5])), 1e-12);

    [Fact]
    public void A_quantile_outside_0_to_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PinballLoss(1.5));
}
