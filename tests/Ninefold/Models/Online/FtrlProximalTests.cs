using Ninefold.Models;
using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

public class FtrlProximalTests : OnlineModelContract<FtrlModel>
{
    protected override ITrainer<SparseExamples, FtrlModel> Trainer => new FtrlProximal(L1: .1);

    // Algorithm 1 of the paper, step by step in double precision.
    [Fact]
    public void It_is_the_algorithm_of_the_paper()
    {
        const double Alpha = .2;
        const double Beta = .7;
        var examples = Waves();
        var (z, n, w) = (new double[5], new double[5], new double[5]);
        for (var e = 0; e < examples.Count; e++)
        {
            double[] x = [.. examples.ValuesOf(e).ToArray().Select(value => (double)value), 1];
            for (var i = 0; i < 5; i++)
            {
                var (l1, l2) = i < 4 ? (3.0, 2.0) : (0, 0);
                w[i] =
                    Math.Abs(z[i]) <= l1 ? 0 : -(z[i] - Math.Sign(z[i]) * l1) / ((Beta + Math.Sqrt(n[i])) / Alpha + l2);
            }
            var p = 1 / (1 + Math.Exp(-w.Zip(x, (a, b) => a * b).Sum()));
            for (var i = 0; i < 5; i++)
            {
                var g = (p - examples.Labels[e]) * x[i];
                z[i] += g - (Math.Sqrt(n[i] + g * g) - Math.Sqrt(n[i])) / Alpha * w[i];
                n[i] += g * g;
            }
        }
        var model = new FtrlProximal(Alpha, Beta, 3, 2).Fit(examples, new(1));
        for (var i = 0; i < 5; i++)
            Assert.Equal(z[i], model.State[2 * i], 1e-3);
    }

    [Fact]
    public void A_stronger_penalty_uses_fewer_places()
    {
        var examples = Signs(2000);
        var (all, few) = (Used(0), Used(20));
        Assert.Equal(200, all);
        Assert.InRange(few, 1, 100);

        int Used(double l1) => new FtrlProximal(L1: l1).Fit(examples, new(1)).Used;
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new FtrlProximal(0, 0, -1, -1, 0)).Message;
        foreach (var part in new[] { "Alpha", "Beta", "L1", "L2", "Passes" })
            Assert.Contains(part, message);
    }
}
