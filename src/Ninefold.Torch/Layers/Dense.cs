using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Layers;

/// <summary>What an activation does with a number.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x · Φ(x), where Φ is the normal distribution.</summary>
    Gelu,

    /// <summary>x · σ(x).</summary>
    Silu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>σ(x) = 1 / (1 + exp(−x)).</summary>
    Sigmoid,
}

/// <summary>Layers in which every input meets every output.</summary>
internal static class Dense
{
    /// <summary>x W + b along the last axis, W drawn as by Glorot and Bengio (2010).</summary>
    public static Node Linear(this Network network, Node x, long from, long to, bool bias = true)
    {
        network.Begin("linear");
        var product = x.By(network.Learned([from, to], Math.Sqrt(2.0 / (from + to))));
        return bias ? product.Plus(network.Learned([to], 0)) : product;
    }

    /// <summary>Linear layers, each with its activation and dropout.</summary>
    public static (Node Output, long Width) Stack(
        this Network network,
        Node x,
        long width,
        IReadOnlyList<int> hidden,
        Activation activation,
        double dropout
    )
    {
        foreach (var next in hidden)
            (x, width) = (network.Linear(x, width, next).Activate(activation).Dropout(dropout), next);
        return (x, width);
    }

    public static Node Activate(this Node x, Activation activation) =>
        activation switch
        {
            Activation.Relu => x.Relu(),
            Activation.Gelu => x.Gelu(),
            Activation.Silu => x.Silu(),
            Activation.Tanh => x.Tanh(),
            _ => x.Sigmoid(),
        };
}
