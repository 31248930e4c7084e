using CsCheck;
using Ninefold.Torch.Native;
using Ninefold.Torch.Ranking;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Ranking;

/// <summary>Each loss against its paper's formula as NumPy computes it, its gradient against differences.</summary>
public sealed class RankingLossTests
{
    // Lists of five and of three.
    private static readonly double[][] Scores =
    [
        [.5, -1.2, 2, .3, .9],
        [1.1, -.4, .2],
    ];
    private static readonly double[][] Grades =
    [
        [2, 0, 1, 4, 2],
        [0, 2, 1],
    ];

    public RankingLossTests() => LibTorch.Load();

    public static TheoryData<RankingLoss> Names => [.. Enum.GetValues<RankingLoss>()];

    // NumPy 1.24.2.
    [Theory]
    [InlineData(RankingLoss.RankNet, .8129815128959033, 1.3266850344002419)]
    [InlineData(RankingLoss.LambdaRank, 1.119253024542276, .9038646268301042)]
    [InlineData(RankingLoss.ListNet, 2.1527321995286828, 1.7065128958934814)]
    [InlineData(RankingLoss.Softmax, 1.9096359594068049, 1.7883958382819307)]
    public void A_loss_is_its_formula(RankingLoss loss, double first, double second) =>
        Same([first, second], Of(loss, Scores, Grades));

    [Fact]
    public void ListMle_is_its_formula() =>
        Same(
            [3.843348777667247, 3.229549713014019],
            Of(RankingLoss.ListMle, [Scores[0][..4], Scores[1]], [Grades[0][..4], Grades[1]])
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_the_loss(RankingLoss loss)
    {
        const double Step = 1e-5;
        var (scores, grades, known) = Tensors(Scores, Grades);
        scores.requires_grad = true;
        RankingLosses.Of(loss, scores, grades, known).sum().backward();
        var gradient = scores.grad!.data<double>().ToArray();
        for (var list = 0; list < 2; list++)
        for (var item = 0; item < 5; item++)
        {
            var expected = 0.0;
            if (item < Scores[list].Length)
            {
                var (less, more) = (Moved(list, item, -Step), Moved(list, item, Step));
                // Whatever the places are worth is held while the scores move, so it must not change with them.
                expected = (Of(loss, more, Grades).Sum() - Of(loss, less, Grades).Sum()) / (2 * Step);
            }
            Assert.Equal(expected, gradient[list * 5 + item], 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neither_longer_lists_beside_it_nor_a_constant_matter(RankingLoss loss) =>
        Gen.Select(Gen.Int[-20, 20].Array[6], Gen.Int[0, 20].Array[6], Gen.Double[-5, 5])
            .Where(drawn => drawn.Item1.Distinct().Count() == 6 && drawn.Item2.Distinct().Count() == 6)
            .Sample(
                (sevenths, drawn, constant) =>
                {
                    double[] scores = [.. sevenths.Select(score => score / 7.0)];
                    double[] grades = [.. drawn.Select(grade => grade / 4.0)];
                    var alone = Of(loss, [scores[..4]], [grades[..4]])[0];
                    var moved = scores[..4].Select(score => score + constant).ToArray();
                    var beside = Of(loss, [scores, moved], [grades, grades[..4]])[1];
                    Assert.Equal(alone, beside, 1e-6);
                },
                iter: 20,
                threads: 1
            );

    [Theory]
    [InlineData(RankingLoss.RankNet)]
    [InlineData(RankingLoss.LambdaRank)]
    [InlineData(RankingLoss.Softmax)]
    public void A_list_with_nothing_to_tell_apart_costs_nothing(RankingLoss loss) =>
        Same(
            [0, 0],
            Of(
                loss,
                [
                    [1, 2, 3],
                    [5],
                ],
                [
                    [0, 0, 0],
                    [0],
                ]
            )
        );

    [Fact]
    public void LambdaRank_weighs_a_swap_by_its_nDCG()
    {
        // The only pair stands the wrong way round: swapped, nDCG goes from 1 / log₂ 3 to 1.
        var swap = 1 - 1 / Math.Log2(3);
        Same(
            [swap * Math.Log(1 + Math.Exp(2))],
            Of(
                RankingLoss.LambdaRank,
                [
                    [3, 1],
                ],
                [
                    [0, 1],
                ]
            )
        );
    }

    private static double[][] Moved(int list, int item, double step)
    {
        double[][] moved = [.. Scores.Select(scores => scores.ToArray())];
        moved[list][item] += step;
        return moved;
    }

    private static double[] Of(RankingLoss loss, double[][] scores, double[][] grades)
    {
        using var scope = NewDisposeScope();
        var (s, g, known) = Tensors(scores, grades);
        return RankingLosses.Of(loss, s, g, known).data<double>().ToArray();
    }

    private static (Tensor Scores, Tensor Grades, Tensor Known) Tensors(double[][] scores, double[][] grades)
    {
        var (lists, longest) = (scores.Length, scores.Max(list => list.Length));
        var (s, g, known) = (new double[lists * longest], new double[lists * longest], new bool[lists * longest]);
        for (var i = 0; i < s.Length; i++)
        {
            var (list, item) = (i / longest, i % longest);
            known[i] = item < scores[list].Length;
            // What pads must never be read.
            (s[i], g[i]) = known[i] ? (scores[list][item], grades[list][item]) : (99, 7);
        }
        long[] shape = [lists, longest];
        return (tensor(s, shape), tensor(g, shape), tensor(known, shape));
    }

    private static void Same(double[] expected, double[] actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-6);
}
