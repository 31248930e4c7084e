using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ThresholdMetricTests
{
    // Golden values: accuracy_score, precision_score, recall_score (also of the negatives), balanced_accuracy_score,
    // matthews_corrcoef and fbeta_score of scikit-learn 1.2.1, without and with weights.
    public static TheoryData<ThresholdMetric, double, double> Golden =>
        new()
        {
            { new Accuracy(), 0.6428571428571429, 0.7777777777777778 },
            { new Precision(), 0.5555555555555556, 0.6888888888888889 },
            { new Recall(), 0.8333333333333334, 0.8857142857142857 },
            { new Specificity(), 0.5, 0.6956521739130435 },
            { new BalancedAccuracy(), 0.6666666666666667, 0.7906832298136646 },
            { new MatthewsCorrelation(), 0.34426518632954817, 0.579569341078367 },
            { new FBeta(), 0.6666666666666667, 0.775 },
            { new FBeta(2), 0.7575757575757576, 0.8378378378378379 },
            { new FBeta(.5), 0.5952380952380952, 0.7209302325581396 },
            { new Accuracy(.7), 0.6428571428571429, 0.8024691358024691 },
            { new Precision(.7), 0.5714285714285714, 0.8064516129032258 },
            { new Recall(.7), 0.6666666666666666, 0.7142857142857143 },
            { new Specificity(.7), 0.625, 0.8695652173913043 },
            { new BalancedAccuracy(.7), 0.6458333333333333, 0.7919254658385093 },
            { new MatthewsCorrelation(.7), 0.28867513459481287, 0.5950439809044193 },
            { new FBeta(2, .7), 0.6451612903225806, 0.7309941520467836 },
        };

    [Theory, MemberData(nameof(Golden), DisableDiscoveryEnumeration = true)]
    public void They_equal_scikit_learn(ThresholdMetric metric, double expected, double weighted)
    {
        Assert.Equal(expected, metric.Compute(Rows.Tied), 1e-12);
        Assert.Equal(weighted, metric.Prepare(Rows.Tied)(Rows.TiedWeights), 1e-12);
    }

    public static TheoryData<ThresholdMetric, double[], double[], string> Nothing =>
        new()
        {
            { new Precision(), [.1, .2], [1, 0], "precision_at_0.5 is undefined: no answer is positive." },
            { new Recall(), [.1, .9], [0, 0], "recall_at_0.5 is undefined: a positive is needed, and there is none." },
            { new FBeta(), [.1, .2], [0, 0], "there are neither positives nor positive answers." },
            { new Specificity(), [.1, .9], [1, 1], "a negative is needed, and there is none." },
            { new BalancedAccuracy(), [.1, .9], [1, 1], "both classes are needed, and only one is there." },
            { new MatthewsCorrelation(), [.1, .9], [0, 0], "both classes are needed, and only one is there." },
        };

    [Theory, MemberData(nameof(Nothing), DisableDiscoveryEnumeration = true)]
    public void Without_a_value_they_say_why(ThresholdMetric metric, double[] scores, double[] labels, string reason) =>
        Assert.EndsWith(
            reason,
            Assert.Throws<MetricUndefinedException>(() => metric.Compute(Rows.Of(scores, labels))).Message
        );

    [Fact]
    public void A_bootstrap_gives_them_intervals()
    {
        var interval = new Bootstrap(1).Estimate(new Precision(), Rows.Tied);
        Assert.Equal(0.5555555555555556, interval.Value, 1e-12);
        Assert.InRange(interval.Low, .1, .4);
        Assert.InRange(interval.High, .7, 1);
    }

    [Fact]
    public void Impossible_parameters_are_refused()
    {
        Assert.StartsWith(
            "The 'threshold' parameter of precision must be a number. Got NaN instead.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Precision(double.NaN)).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new FBeta(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FBeta(double.NaN));
    }
}
