using Ninefold.Torch.Native;
using Ninefold.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Training;

public sealed class DescentTests
{
    // The gradient of ½ (w₀² + 10 w₁²) at each step.
    private static readonly double[] Curvature = [1, 10];

    public static TheoryData<Optimizer, double, double> Plans =>
        new()
        {
            { Optimizer.Sgd, 0, 0 },
            { Optimizer.Sgd, .9, .1 },
            { Optimizer.AdaGrad, 0, .1 },
            { Optimizer.RmsProp, 0, .1 },
            { Optimizer.Adam, 0, 0 },
            { Optimizer.Adam, 0, .1 },
            { Optimizer.AdamW, 0, .1 },
        };

    /// <summary>Against the formulas as PyTorch's documentation has them, one number at a time.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void A_step_is_that_of_the_formula(Optimizer optimizer, double momentum, double decay)
    {
        LibTorch.Load();
        var plan = new NeuralTraining(Optimizer: optimizer, Momentum: momentum, WeightDecay: decay);
        using var weight = new Parameter(tensor([1f, -2f]));
        using var descent = new Descent(plan, [weight]);
        double[] w = [1, -2],
            mean = [0, 0],
            square = [0, 0];
        for (var step = 1; step <= 20; step++)
        {
            var rate = .1 / step;
            weight.grad = tensor([.. weight.data<float>().Select((v, i) => (float)(Curvature[i] * v))]);
            descent.Step(rate);
            for (var i = 0; i < w.Length; i++)
                w[i] = Moved(plan, w[i], Curvature[i] * w[i], ref mean[i], ref square[i], rate, step);
            Assert.Equal(w[0], weight[0].item<float>(), 1e-5);
            Assert.Equal(w[1], weight[1].item<float>(), 1e-5);
        }
    }

    [Fact]
    public void A_weight_without_a_gradient_stays()
    {
        LibTorch.Load();
        using Parameter moved = new(tensor([1f])),
            still = new(tensor([1f]));
        using var descent = new Descent(new(WeightDecay: .1), [moved, still]);
        moved.grad = tensor([1f]);
        descent.Step(.1);
        Assert.Equal((.89f, 1f), (MathF.Round(moved.item<float>(), 4), still.item<float>())); // .99 − .1
        descent.Clear();
        Assert.Null(moved.grad);
    }

    private static double Moved(
        NeuralTraining plan,
        double w,
        double gradient,
        ref double mean,
        ref double square,
        double rate,
        int step
    )
    {
        if (plan.Optimizer == Optimizer.AdamW)
            w -= rate * plan.WeightDecay * w;
        else
            gradient += plan.WeightDecay * w;
        switch (plan.Optimizer)
        {
            case Optimizer.Sgd:
                mean = plan.Momentum * mean + gradient;
                return w - rate * mean;
            case Optimizer.AdaGrad:
                square += gradient * gradient;
                return w - rate * gradient / (Math.Sqrt(square) + 1e-10);
            case Optimizer.RmsProp:
                square = .99 * square + .01 * gradient * gradient;
                return w - rate * gradient / (Math.Sqrt(square) + 1e-8);
            default:
                mean = .9 * mean + .1 * gradient;
                square = .999 * square + .001 * gradient * gradient;
                var (m, v) = (mean / (1 - Math.Pow(.9, step)), square / (1 - Math.Pow(.999, step)));
                return w - rate * m / (Math.Sqrt(v) + 1e-8);
        }
    }
}
