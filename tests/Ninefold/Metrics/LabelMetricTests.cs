using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class LabelMetricTests
{
    // d is never answered, e never true.
    private static readonly Judged<string, string>[] Classes = Of("ababcccaeb", "aaabbccccd");
    private static readonly double[] Weights = [1, 2, .5, 3, 1, 0, 1.5, 2, 1, 4];

    private static readonly Judged<IReadOnlyCollection<string>, IReadOnlyCollection<string>>[] Sets =
    [
        Set("a", "ab"),
        Set("ab", "a"),
        Set("bc", "bc"),
        Set("c", ""),
        Set("", "c"),
        Set("cde", "acd"),
    ];

    private static Judged<string, string>[] Of(string answers, string truths) =>
        [.. answers.Zip(truths, (a, t) => new Judged<string, string>($"{a}", $"{t}", "one"))];

    private static Judged<IReadOnlyCollection<string>, IReadOnlyCollection<string>> Set(string answer, string truth) =>
        new([.. answer.Select(c => $"{c}")], [.. truth.Select(c => $"{c}")], "one");

    // Golden values: precision_score, recall_score, f1_score and fbeta_score of scikit-learn 1.2.1, without and with weights.
    public static TheoryData<LabelMetric, double, double> Golden =>
        new()
        {
            { new LabelPrecision(Averaging.Micro), .5, .375 },
            { new LabelRecall(Averaging.Micro), .5, .375 },
            { new LabelFBeta(Averaging.Micro), .5, .375 },
            { new LabelPrecision(Averaging.Macro), 0.3333333333333333, 0.2723809523809524 },
            { new LabelRecall(Averaging.Macro), 0.3333333333333333, 0.30238095238095236 },
            { new LabelFBeta(Averaging.Macro), 0.3276190476190476, 0.26373626373626374 },
            { new LabelFBeta(Averaging.Macro, 2), 0.329505582137161, 0.2788850174216028 },
            { new LabelPrecision(Averaging.Weighted), 0.5333333333333333, 0.3458333333333333 },
            { new LabelRecall(Averaging.Weighted), .5, .375 },
            { new LabelFBeta(Averaging.Weighted), 0.5085714285714286, 0.32967032967032966 },
            { new LabelFBeta(Averaging.Weighted, 2), 0.5014354066985647, 0.34664634146341466 },
        };

    [Theory, MemberData(nameof(Golden), DisableDiscoveryEnumeration = true)]
    public void Classes_equal_scikit_learn(LabelMetric metric, double expected, double weighted)
    {
        Assert.Equal(expected, metric.OverClasses().Compute(Classes), 1e-12);
        Assert.Equal(weighted, metric.OverClasses().Prepare(Classes)(Weights), 1e-12);
    }

    // Golden values: the same functions over MultiLabelBinarizer's columns.
    public static TheoryData<LabelMetric, double, double> GoldenSets =>
        new()
        {
            { new LabelPrecision(Averaging.Micro), 0.6666666666666666, 0.5185185185185185 },
            { new LabelRecall(Averaging.Micro), 0.6666666666666666, 0.6666666666666666 },
            { new LabelFBeta(Averaging.Micro), 0.6666666666666666, 0.5833333333333334 },
            { new LabelPrecision(Averaging.Macro), 0.6333333333333333, .52 },
            { new LabelRecall(Averaging.Macro), 0.5666666666666667, 0.5333333333333333 },
            { new LabelFBeta(Averaging.Macro), 0.5933333333333334, .51 },
            { new LabelPrecision(Averaging.Weighted), 0.7777777777777778, 0.7142857142857143 },
            { new LabelRecall(Averaging.Weighted), 0.6666666666666666, 0.6666666666666666 },
            { new LabelFBeta(Averaging.Weighted), 0.7111111111111111, 0.6642857142857143 },
        };

    [Theory, MemberData(nameof(GoldenSets), DisableDiscoveryEnumeration = true)]
    public void Sets_equal_scikit_learn(LabelMetric metric, double expected, double weighted)
    {
        Assert.Equal(expected, metric.Compute(Sets), 1e-12);
        Assert.Equal(weighted, metric.Prepare(Sets)([1, 2, .5, 3, 1, 1.5]), 1e-12);
    }

    [Fact]
    public void Over_classes_the_micro_averages_are_the_accuracy() =>
        Gen.Select(Gen.Char['a', 'd'], Gen.Char['a', 'd'])
            .Array[1, 30]
            .Sample(rows =>
            {
                var judged = Of(string.Concat(rows.Select(r => r.Item1)), string.Concat(rows.Select(r => r.Item2)));
                var accuracy = judged.Average(j => j.Output == j.Label ? 1.0 : 0);
                foreach (
                    var metric in new LabelMetric[]
                    {
                        new LabelPrecision(Averaging.Micro),
                        new LabelRecall(Averaging.Micro),
                        new LabelFBeta(Averaging.Micro),
                        new LabelRecall(Averaging.Weighted),
                    }
                )
                    Assert.Equal(accuracy, metric.OverClasses().Compute(judged), 1e-12);
            });

    [Fact]
    public void A_label_that_is_listed_twice_counts_once() =>
        Assert.Equal(
            new LabelPrecision(Averaging.Micro).Compute([Set("ab", "a")]),
            new LabelPrecision(Averaging.Micro).Compute([Set("aabb", "aa")])
        );

    [Fact]
    public void Without_any_label_there_is_no_value()
    {
        foreach (var averaging in Enum.GetValues<Averaging>())
            Assert.Throws<MetricUndefinedException>(() => new LabelFBeta(averaging).Compute([Set("", "")]));
        Assert.StartsWith(
            "recall_weighted is undefined",
            Assert
                .Throws<MetricUndefinedException>(() => new LabelRecall(Averaging.Weighted).Compute([Set("a", "")]))
                .Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelRecall((Averaging)7));
    }
}
