using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ninefold.Torch.Training;

/// <summary>
/// Moves weights against their gradients, by the rules that <see cref="Optimizer"/> names with libtorch's usual constants.
/// TorchSharp's own optimisers are not safe while the collector runs (see <see cref="Networks.Held"/>).
/// </summary>
internal sealed class Descent : IDisposable
{
    private const double FirstDecay = .9;
    private const double SecondDecay = .999;
    private const double RmsDecay = .99;
    private const double Epsilon = 1e-8;
    private const double AdaGradEpsilon = 1e-10;

    private readonly NeuralTraining plan;
    private readonly Parameter[] weights;
    private readonly Tensor[] means; // of gradients, or the momentum
    private readonly Tensor[] squares; // of squared gradients, or their sum
    private int steps;

    public Descent(NeuralTraining plan, IEnumerable<Parameter> weights)
    {
        (this.plan, this.weights) = (plan, [.. weights]);
        (means, squares) = (Zeros(), Zeros());

        Tensor[] Zeros() => [.. this.weights.Select(w => zeros_like(w, requires_grad: false).DetachFromDisposeScope())];
    }

    /// <summary>Forgets the gradients of the last step.</summary>
    public void Clear()
    {
        foreach (var weight in weights)
            weight.grad = null;
    }

    /// <summary>One step. A weight that took no part stays.</summary>
    /// <param name="rate">How far.</param>
    public void Step(double rate)
    {
        using var _ = no_grad();
        steps++;
        for (var i = 0; i < weights.Length; i++)
            if (weights[i].grad is { } gradient)
                using (NewDisposeScope())
                    Move(weights[i], gradient, means[i], squares[i], rate);
    }

    private void Move(Tensor weight, Tensor gradient, Tensor mean, Tensor square, double rate)
    {
        using Scalar decay = plan.WeightDecay,
            shrink = 1 - rate * plan.WeightDecay;
        if (plan.Optimizer == Optimizer.AdamW)
            weight.mul_(shrink);
        else if (plan.WeightDecay > 0)
            gradient = gradient.add(weight, decay);
        switch (plan.Optimizer)
        {
            case Optimizer.Sgd:
                var isMoving = plan.Momentum > 0;
                if (isMoving)
                    Add(mean, gradient, keep: plan.Momentum, share: 1);
                Add(weight, isMoving ? mean : gradient, keep: 1, share: -rate);
                break;
            case Optimizer.AdaGrad:
                AddSquare(square, gradient, keep: 1, share: 1);
                Divide(weight, gradient, square.sqrt(), AdaGradEpsilon, rate);
                break;
            case Optimizer.RmsProp:
                AddSquare(square, gradient, RmsDecay, 1 - RmsDecay);
                Divide(weight, gradient, square.sqrt(), Epsilon, rate);
                break;
            default:
                Add(mean, gradient, FirstDecay, 1 - FirstDecay);
                AddSquare(square, gradient, SecondDecay, 1 - SecondDecay);
                using (Scalar unbiased = 1 / Math.Sqrt(1 - Math.Pow(SecondDecay, steps)))
                    Divide(
                        weight,
                        mean,
                        square.sqrt().mul_(unbiased),
                        Epsilon,
                        rate / (1 - Math.Pow(FirstDecay, steps))
                    );
                break;
        }
    }

    private static void Add(Tensor to, Tensor x, double keep, double share)
    {
        using Scalar kept = keep,
            added = share;
        to.mul_(kept).add_(x, added);
    }

    private static void AddSquare(Tensor to, Tensor x, double keep, double share)
    {
        using Scalar kept = keep,
            added = share;
        to.mul_(kept).addcmul_(x, x, added);
    }

    private static void Divide(Tensor weight, Tensor direction, Tensor scale, double epsilon, double rate)
    {
        using Scalar least = epsilon,
            one = 1,
            step = -rate;
        weight.addcdiv_(direction, scale.add_(least, one), step);
    }

    /// <summary>Writes where it is, so that another goes on from there to the same bits.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(steps);
        foreach (var state in means.Concat(squares))
            writer.Write(state.bytes);
    }

    /// <summary>Reads what one of the same weights wrote.</summary>
    public void Load(BinaryReader reader)
    {
        steps = reader.ReadInt32();
        foreach (var state in means.Concat(squares))
            reader.BaseStream.ReadExactly(state.bytes);
    }

    public void Dispose()
    {
        foreach (var state in means.Concat(squares))
            state.Dispose();
    }
}
