using Ninefold.Models.Semisupervised;

namespace Ninefold.Tests.Models.Semisupervised;

public class LabelSpreadingTests
{
    private static readonly float[][] Vectors =
    [
        [0, 0],
        [1, .2f],
        [.3f, 1],
        [1.2f, 1.1f],
        [2.1f, 1.4f],
        [3, 2.6f],
        [3.4f, 3.9f],
        [4, 3],
        [4.6f, 4.1f],
        [5, 4.8f],
        [2.6f, .4f],
        [.1f, 3.8f],
    ];

    private static readonly int[] Labels = [0, -1, -1, -1, -1, -1, -1, -1, -1, 1, -1, 2];

    // LabelSpreading of scikit-learn 1.2.1 on the same single-precision vectors, its kernel given the same graph: three
    // neighbours, joined both ways.
    [Theory]
    [InlineData(.2, 1, .91464834605, .00003763224, .08531402171)]
    [InlineData(.2, 4, .04555159557, .00697521662, .94747318781)]
    [InlineData(.2, 5, .01492409381, .67465475488, .31042115131)]
    [InlineData(.2, 9, .00000128632, .99997195824, .00002675544)]
    [InlineData(.8, 0, .79895524715, .01309839389, .18794635896)]
    [InlineData(.8, 2, .51572396598, .02406138951, .46021464451)]
    [InlineData(.8, 6, .04070807377, .88194658607, .07734534016)]
    [InlineData(.8, 10, .47510589020, .06291122548, .46198288431)]
    [InlineData(.8, 11, .19059465699, .02523762321, .78416771980)]
    public void Probabilities_equal_scikit_learn(double alpha, int row, double first, double second, double third)
    {
        var found = Spread(new(Neighbors: 3, alpha, Iterations: 100_000, Tolerance: 1e-14));
        Assert.Equal([first, second, third], found[row], (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void A_row_that_no_label_reaches_has_no_class()
    {
        float[][] islands =
        [
            [0],
            [1],
            [50],
            [51],
        ];
        var found = new LabelSpreading(Neighbors: 1).Spread(
            islands,
            [0, -1, -1, -1],
            TestContext.Current.CancellationToken
        );
        Assert.Equal([1.0], found[1]);
        Assert.Equal([0.0], found[3]);
    }

    [Fact]
    public void All_faults_are_named() =>
        Assert.Equal(
            "LabelSpreading: Neighbors must be at least 1, got 0; Alpha must be in (0, 1), got 1; "
                + "Iterations must be at least 1, got 0; Tolerance must be above 0, got 0; 2 rows need as many labels, got 1; "
                + "all rows must be finite and of the same length; there are no labels; labels must be −1 or more, got -2.",
            Assert
                .Throws<ArgumentException>(() =>
                    new LabelSpreading(0, 1, 0, 0).Spread(
                        [
                            [1],
                            [1, 2],
                        ],
                        [-2],
                        TestContext.Current.CancellationToken
                    )
                )
                .Message
        );

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.Throws<OperationCanceledException>(() =>
            new LabelSpreading().Spread(Vectors, Labels, new CancellationToken(canceled: true))
        );

    private static double[][] Spread(LabelSpreading spreading) =>
        spreading.Spread(Vectors, Labels, TestContext.Current.CancellationToken);
}
