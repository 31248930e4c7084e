using Ninefold.Torch.Native;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Training;

/// <summary>Each loss against its formula, written out in doubles.</summary>
public sealed class LossTests
{
    private static readonly float[] Scores = [-2, -.5f, 0, .7f, 3];
    private static readonly float[] Labels = [0, 1, 1, 0, 1];

    public LossTests() => LibTorch.Load();

    public static TheoryData<Loss> Names => [.. Enum.GetValues<Loss>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pointwise_losses_are_their_formulas(Loss loss)
    {
        var expected = Scores.Zip(Labels, (f, y) => Formula(loss, f, y));
        Same(expected, Losses.Pointwise(loss, tensor(Scores), tensor(Labels)));
    }

    [Fact]
    public void Categorical_cross_entropy()
    {
        double[] z = [1, 2, -1];
        var log = Math.Log(z.Sum(Math.Exp));
        var scores = tensor(new float[] { 1, 2, -1 }, 1, 3);
        Same([log - z[1]], Losses.Categorical(scores, tensor(new long[] { 1 })));
        var smoothed = .9 * (log - z[1]) + .1 * z.Average(v => log - v);
        Same([smoothed], Losses.Categorical(scores, tensor(new long[] { 1 }), smoothing: .1));
    }

    [Fact]
    public void InfoNce_takes_the_frequency_off()
    {
        var (queries, answers) = (tensor(new float[] { 1, 0, 0, 1 }, 2, 2), tensor(new float[] { 2, 1, 0, 3 }, 2, 2));
        double[][] scores =
        [
            [2 / .5, 0 / .5],
            [1 / .5, 3 / .5],
        ];
        Same(
            scores.Select((row, i) => Math.Log(row.Sum(Math.Exp)) - row[i]),
            Losses.InfoNce(queries, answers, temperature: .5)
        );
        double[] frequency = [-1, -3];
        var corrected = scores.Select(row => row.Zip(frequency, (s, f) => s - f).ToArray()).ToArray();
        Same(
            corrected.Select((row, i) => Math.Log(row.Sum(Math.Exp)) - row[i]),
            Losses.InfoNce(queries, answers, .5, tensor(new float[] { -1, -3 }))
        );
    }

    [Fact]
    public void Pairs_go_by_the_name_of_their_loss()
    {
        var (queries, answers) = (
            tensor(new float[] { 1, 0, 0, 1, .6f, .8f }, [3, 2]),
            tensor(new float[] { .8f, .6f, 0, 1, 1, 0 }, [3, 2])
        );
        double[,] scores =
        {
            { .8, 0, 1 },
            { .6, 1, 0 },
            { .96, .8, .6 },
        };
        double Bpr(int row) =>
            Enumerable
                .Range(0, 3)
                .Average(other => Math.Log(1 + Math.Exp((scores[row, other] - scores[row, row]) / .5)));
        // Of vectors of length 1 the distance is √(2 − 2 · cosine).
        double Triplet(int row, int nearest) =>
            Math.Max(0, Math.Sqrt(2 - 2 * scores[row, row]) - Math.Sqrt(2 - 2 * scores[row, nearest]) + .2);
        Same([Bpr(0), Bpr(1), Bpr(2)], Losses.Pairs(PairLoss.Bpr, queries, answers, .5));
        Same([Triplet(0, 2), Triplet(1, 0), Triplet(2, 0)], Losses.Pairs(PairLoss.Triplet, queries, answers, .5));
        Same(
            Losses.InfoNce(queries, answers, .5).data<float>().ToArray().Select(value => (double)value),
            Losses.Pairs(PairLoss.Contrastive, queries, answers, .5)
        );
    }

    [Fact]
    public void Triplet_and_bpr()
    {
        var (a, p, n) = (
            tensor(new float[] { 0, 0 }, 1, 2),
            tensor(new float[] { 3, 4 }, 1, 2),
            tensor(new float[] { 0, 2 }, 1, 2)
        );
        Same([5 - 2 + 1.5], Losses.Triplet(a, p, n, margin: 1.5));
        Same([0], Losses.Triplet(a, n, p, margin: 1.5));
        Same([Math.Log(1 + Math.Exp(-1.5))], Losses.Bpr(tensor(new float[] { 2 }), tensor(new float[] { .5f })));
    }

    private static double Formula(Loss loss, double f, double y)
    {
        var p = 1 / (1 + Math.Exp(-f));
        var log = -y * Math.Log(p) - (1 - y) * Math.Log(1 - p);
        return loss switch
        {
            Loss.Squared => (y - f) * (y - f),
            Loss.Absolute => Math.Abs(y - f),
            Loss.Huber => Math.Abs(y - f) <= 1 ? (y - f) * (y - f) / 2 : Math.Abs(y - f) - .5,
            Loss.Hinge => Math.Max(0, 1 - (y == 1 ? f : -f)),
            Loss.BinaryCrossEntropy => log,
            Loss.Focal => Math.Pow(y == 1 ? 1 - p : p, 2) * log,
            _ => -(.9 * y + .05) * Math.Log(p) - (1 - .9 * y - .05) * Math.Log(1 - p),
        };
    }

    private static void Same(IEnumerable<double> expected, Tensor actual) =>
        Assert.Equal(expected, actual.data<float>().ToArray().Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5);
}
