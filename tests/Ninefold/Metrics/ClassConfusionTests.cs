using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ClassConfusionTests
{
    // d is never answered, e never true.
    private static readonly Judged<string, string>[] Judged = Of("ababcccaeb", "aaabbccccd");
    private static readonly double[] Weights = [1, 2, .5, 3, 1, 0, 1.5, 2, 1, 4];

    private static Judged<string, string>[] Of(string answers, string truths) =>
        [.. answers.Zip(truths, (a, t) => new Judged<string, string>($"{a}", $"{t}", "one"))];

    private static double[][] Rows(ClassConfusion matrix) =>
        [
            .. Enumerable
                .Range(0, matrix.Classes.Count)
                .Select(t => Enumerable.Range(0, matrix.Classes.Count).Select(a => matrix[t, a]).ToArray()),
        ];

    // Golden values: confusion_matrix of scikit-learn 1.2.1, without and with sample_weight, and with labels.
    [Fact]
    public void Cells_equal_scikit_learn()
    {
        var matrix = ClassConfusion.Of(Judged);
        Assert.Equal(["a", "b", "c", "d", "e"], matrix.Classes);
        double[][] counts =
        [
            [2, 1, 0, 0, 0],
            [0, 1, 1, 0, 0],
            [1, 0, 2, 0, 1],
            [0, 1, 0, 0, 0],
            [0, 0, 0, 0, 0],
        ];
        Assert.Equal(counts, Rows(matrix));
        double[][] weighted =
        [
            [1.5, 2, 0, 0, 0],
            [0, 3, 1, 0, 0],
            [2, 0, 1.5, 0, 1],
            [0, 4, 0, 0, 0],
            [0, 0, 0, 0, 0],
        ];
        Assert.Equal(weighted, Rows(ClassConfusion.Of(Judged, Weights)));
        double[][] ordered =
        [
            [0, 0, 0, 0, 0, 0],
            [0, 0, 0, 1, 0, 0],
            [1, 0, 2, 0, 1, 0],
            [0, 0, 1, 1, 0, 0],
            [0, 0, 0, 1, 2, 0],
            [0, 0, 0, 0, 0, 0],
        ];
        Assert.Equal(ordered, Rows(ClassConfusion.Of(Judged, classes: ["e", "d", "c", "b", "a", "f"])));
    }

    // Golden values: precision_score and recall_score of scikit-learn 1.2.1 with average=None, where it has them.
    [Fact]
    public void Precision_and_recall_of_each_class_equal_scikit_learn()
    {
        var matrix = ClassConfusion.Of(Judged);
        Assert.Equal([2 / 3.0, 1 / 3.0, 2 / 3.0, null, 0], Enumerable.Range(0, 5).Select(matrix.Precision));
        Assert.Equal([2 / 3.0, 1 / 2.0, 1 / 2.0, 0, null], Enumerable.Range(0, 5).Select(matrix.Recall));
        var weighted = ClassConfusion.Of(Judged, Weights);
        Assert.Equal([3 / 7.0, 3 / 9.0, 3 / 5.0, null, 0], Enumerable.Range(0, 5).Select(weighted.Precision));
        Assert.Equal([3 / 7.0, 3 / 4.0, 1 / 3.0, 0, null], Enumerable.Range(0, 5).Select(weighted.Recall));
        Assert.Equal((.5, 6 / 16.0), (matrix.Accuracy, weighted.Accuracy));
        Assert.Equal(new ConfusionMatrix(2, 1, 5, 2), matrix.AgainstRest(2));
    }

    [Fact]
    public void Averages_over_its_classes_are_those_of_the_label_metrics() =>
        Gen.Select(Gen.Char['a', 'e'], Gen.Char['a', 'e'], Gen.Double[.1, 3])
            .Array[1, 30]
            .Sample(rows =>
            {
                var judged = Of(string.Concat(rows.Select(r => r.Item1)), string.Concat(rows.Select(r => r.Item2)));
                double[] weights = [.. rows.Select(r => r.Item3)];
                var matrix = ClassConfusion.Of(judged, weights);
                int[] classes = [.. Enumerable.Range(0, matrix.Classes.Count)];
                Assert.Equal(
                    new LabelPrecision(Averaging.Macro).OverClasses().Prepare(judged)(weights),
                    classes.Average(one => matrix.Precision(one) ?? 0),
                    1e-12
                );
                Assert.Equal(
                    new LabelRecall(Averaging.Weighted).OverClasses().Prepare(judged)(weights),
                    classes.Sum(one => matrix.Supported(one) * (matrix.Recall(one) ?? 0)) / matrix.Count,
                    1e-12
                );
                Assert.Equal(weights.Sum(), classes.Sum(matrix.Answered), 1e-9);
            });

    [Fact]
    public void All_faults_are_named_at_once() =>
        Assert.Equal(
            "class_confusion is undefined: the class 'a' is given 2 times; a class must be one of 'a', 'b', 'a', but is 'c'; "
                + "each of the 2 answers needs a weight, but there are 3; "
                + "the weight of row 1 must be finite and at least 0, but is -1; "
                + "the weight of row 2 must be finite and at least 0, but is NaN.",
            Assert
                .Throws<MetricUndefinedException>(() =>
                    ClassConfusion.Of(Of("ab", "ac"), [1, -1, double.NaN], ["a", "b", "a"])
                )
                .Message
        );

    [Fact]
    public void Without_answers_or_weight_there_is_no_value()
    {
        Assert.Throws<MetricUndefinedException>(() => ClassConfusion.Of([]));
        Assert.Null(ClassConfusion.Of(Of("a", "b"), [0]).Accuracy);
    }
}
