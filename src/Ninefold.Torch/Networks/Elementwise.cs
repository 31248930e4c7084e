using Ninefold.Models.Onnx;
using static TorchSharp.torch;

namespace Ninefold.Torch.Networks;

/// <summary>Operations on numbers one by one; shapes are broadcast.</summary>
internal static class Elementwise
{
    public static Node Plus(this Node a, Node b) => Computed.By("Add", v => v[0].Plus(v[1]), [a, b]);

    public static Node Minus(this Node a, Node b) => Computed.By("Sub", v => v[0] - v[1], [a, b]);

    public static Node Times(this Node a, Node b) => Computed.By("Mul", v => v[0] * v[1], [a, b]);

    public static Node Over(this Node a, Node b) => Computed.By("Div", v => v[0] / v[1], [a, b]);

    public static Node Times(this Node a, double b) => a.Times(Network.Number(b));

    public static Node Plus(this Node a, double b) => a.Plus(Network.Number(b));

    public static Node AtLeast(this Node a, double least) =>
        Computed.By("Max", v => maximum(v[0], v[1]), [a, Network.Number(least)]);

    public static Node Relu(this Node x) => Computed.By("Relu", v => v[0].relu(), [x]);

    public static Node Sigmoid(this Node x) => Computed.By("Sigmoid", v => v[0].sigmoid(), [x]);

    public static Node Magnitude(this Node x) => Computed.By("Abs", v => v[0].abs(), [x]);

    /// <summary>−1, 0 or 1.</summary>
    public static Node Sign(this Node x) => Computed.By("Sign", v => v[0].sign(), [x]);

    /// <summary>The natural logarithm.</summary>
    public static Node Log(this Node x) => Computed.By("Log", v => v[0].log(), [x]);

    public static Node Tanh(this Node x) => Computed.By("Tanh", v => v[0].tanh(), [x]);

    /// <summary>x · Φ(x) (Hendrycks and Gimpel, 2016), exactly.</summary>
    public static Node Gelu(this Node x) =>
        x.Times(Computed.By("Erf", v => v[0].erf(), [x.Times(Math.Sqrt(.5))]).Plus(1).Times(.5));

    /// <summary>x · σ(x) (Elfwing et al., 2018).</summary>
    public static Node Silu(this Node x) => x.Times(x.Sigmoid());

    /// <summary>Where the first is true, the second, else the third.</summary>
    public static Node Choose(Node condition, Node yes, Node no) =>
        Computed.By("Where", v => where(v[0], v[1], v[2]), [condition, yes, no]);

    public static Node IsMissing(this Node x) => Computed.By("IsNaN", v => v[0].isnan(), [x]);

    /// <summary>False where either is NaN.</summary>
    public static Node IsBelow(this Node a, Node bound) => Computed.By("Less", v => v[0].lt(v[1]), [a, bound]);

    /// <summary>1 where an id is not 0, else 0.</summary>
    public static Node IsNotZero(this Node ids) =>
        new(
            new Computed(
                (v, _) => v[0].ne(Held.Whole(0)).to_type(ScalarType.Float32),
                (onnx, names) =>
                    onnx.Add(
                        "Cast",
                        [onnx.Add("Cast", names, ("to", (long)OnnxType.Bool))],
                        ("to", (long)OnnxType.Float)
                    )
            ),
            ids
        );

    /// <summary>Whole numbers, to look something up with.</summary>
    public static Node ToIds(this Node x) =>
        Computed.By("Cast", v => v[0].to_type(ScalarType.Int64), [x], ("to", (long)OnnxType.Int64));

    /// <summary>Zeroes a share of the numbers in training and scales the rest up (Srivastava et al., 2014).</summary>
    public static Node Dropout(this Node x, double share) =>
        share == 0
            ? x
            : new(
                new Computed(
                    (v, training) => training ? nn.functional.dropout(v[0], share, training: true) : v[0],
                    (_, names) => names[0]
                ),
                x
            );
}
