using CsCheck;
using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public class ConfidentLearningTests
{
    [Fact]
    public void The_confident_joint_is_that_of_a_calculation_by_hand()
    {
        int[] labels = [0, 0, 0, 1, 1, 1];
        double[][] probabilities =
        [
            [.9, .1],
            [.8, .2],
            [.1, .9],
            [.2, .8],
            [.4, .6],
            [.9, .1],
        ];
        var found = ConfidentLearning.Of(labels, probabilities);
        Assert.Equal([.6, .5], found.Thresholds, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(
            [
                [2, 1],
                [1, 2],
            ],
            found.Joint
        );
        Assert.Equal([(2, 0, 1), (5, 1, 0)], found.LikelyErrors.Select(e => (e.Row, e.Label, e.Likeliest)));
        Assert.All(found.LikelyErrors, e => Assert.Equal(.8, e.Margin, 1e-12));
        Assert.Equal([1 / 3.0, 1 / 6.0], found.CalibratedJoint(labels)[0], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_row_below_every_threshold_counts_for_no_class()
    {
        var found = ConfidentLearning.Of(
            [0, 0, 1, 1],
            [
                [.9, .1],
                [.51, .49],
                [.1, .9],
                [.1, .9],
            ]
        );
        Assert.Equal(
            [
                [1, 0],
                [0, 2],
            ],
            found.Joint
        );
        Assert.Empty(found.LikelyErrors);
    }

    [Fact]
    public void Where_the_model_is_sure_and_right_exactly_the_flipped_labels_are_found() =>
        Gen.Int[0, 1000]
            .Sample(
                seed =>
                {
                    var random = new Random(seed);
                    var (labels, probabilities, flipped) = (new int[2000], new double[2000][], new HashSet<int>());
                    for (var row = 0; row < labels.Length; row++)
                    {
                        var truth = random.Next(2);
                        var p = truth == 1 ? 1 - .08 * random.NextDouble() : .08 * random.NextDouble();
                        probabilities[row] = [1 - p, p];
                        if (random.NextDouble() < (truth == 1 ? .2 : .1))
                            flipped.Add(row);
                        labels[row] = flipped.Contains(row) ? 1 - truth : truth;
                    }
                    var found = ConfidentLearning.Of(labels, probabilities);
                    Assert.Equal(flipped.Order(), found.LikelyErrors.Select(e => e.Row).Order());
                    var joint = found.CalibratedJoint(labels);
                    Assert.Equal(1, joint.Sum(row => row.Sum()), 1e-9);
                    Assert.Equal(flipped.Count(row => labels[row] == 0) / 2000.0, joint[0][1], 1e-9);
                    Assert.Equal(flipped.Count(row => labels[row] == 1) / 2000.0, joint[1][0], 1e-9);
                },
                iter: 10
            );

    [Fact]
    public void Rows_that_cannot_be_used_are_named()
    {
        Assert.Contains("got 1 and 0", Message(() => ConfidentLearning.Of([1], [])));
        Assert.Contains(
            "row 1 has the label 2",
            Message(() =>
                ConfidentLearning.Of(
                    [1, 2],
                    [
                        [0, 1],
                        [0, 1],
                    ]
                )
            )
        );
        Assert.Contains(
            "[1.5, 0]",
            Message(() =>
                ConfidentLearning.Of(
                    [1],
                    [
                        [1.5, 0],
                    ]
                )
            )
        );

        static string Message(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;
    }
}
