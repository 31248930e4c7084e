using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Layers;

/// <summary>
/// Layers that read a sequence step by step. Weights lie as ONNX orders them. A place that is not there leaves what was read
/// before as it is: padding on either side does not matter. Its own states mean nothing.
/// </summary>
internal static class Recurrent
{
    // Added to a gate, opens it for good.
    private const float Open = 1e4f;

    /// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997); gates input, output, forget, cell.</summary>
    /// <param name="x">(batch, length, from)</param>
    /// <param name="there">(batch, length): 1 for a place, 0 for padding; null where there is none.</param>
    /// <param name="reversed">Whether it reads from the end.</param>
    /// <returns>(batch, length, to)</returns>
    public static Node Lstm(
        this Network network,
        Node x,
        long from,
        long to,
        Node? there = null,
        bool reversed = false
    ) => Read(network, "LSTM", x, from, to, [-Open, 0, Open, 0], there, reversed, Lstm);

    /// <summary>Gated recurrent unit (Cho et al., 2014); gates update, reset, new; the reset after the product.</summary>
    /// <inheritdoc cref="Lstm(Network, Node, long, long, Node, bool)"/>
    public static Node Gru(
        this Network network,
        Node x,
        long from,
        long to,
        Node? there = null,
        bool reversed = false
    ) => Read(network, "GRU", x, from, to, [Open, 0, 0], there, reversed, Gru, ("linear_before_reset", 1L));

    /// <param name="absent">What is added to each gate at a place that is not there.</param>
    private static Node Read(
        Network network,
        string type,
        Node x,
        long from,
        long to,
        float[] absent,
        Node? there,
        bool reversed,
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> torch,
        params (string, object)[] attributes
    )
    {
        network.Begin(type.ToLowerInvariant());
        var gates = absent.Length;
        var deviation = 1 / Math.Sqrt(3.0 * to); // that of a uniform distribution within ±1/√to
        var input = network.Learned([1, gates * to, from], deviation);
        if (there is not null)
        {
            x = Axes.Concat(2, x, there.Reshape(0, 0, 1).Times(-1).Plus(1));
            float[] column = [.. absent.SelectMany(added => Enumerable.Repeat(added, (int)to))];
            input = Axes.Concat(2, input, Network.Numbers([1, gates * to, 1], column));
        }
        return new(
            new Computed(
                (v, _) =>
                {
                    var given = reversed ? v[0].flip(1) : v[0];
                    var states = torch(given, v[1].squeeze(0), v[2].squeeze(0), v[3].reshape(2, gates * to));
                    return reversed ? states.flip(1) : states;
                },
                (onnx, names) =>
                {
                    var direction = ("direction", reversed ? "reverse" : "forward");
                    names[0] = onnx.Add("Transpose", [names[0]], ("perm", new long[] { 1, 0, 2 }));
                    var states = onnx.Add(type, names, [("hidden_size", to), direction, .. attributes]); // (length, 1, batch, to)
                    var flat = onnx.Add("Squeeze", [states, onnx.Numbers(1)]);
                    return onnx.Add("Transpose", [flat], ("perm", new long[] { 1, 0, 2 }));
                }
            ),
            x,
            input,
            network.Learned([1, gates * to, to], deviation),
            network.Learned([1, 2 * gates * to], deviation)
        );
    }

    private static Tensor Lstm(Tensor x, Tensor input, Tensor recurrent, Tensor bias)
    {
        var states = new List<Tensor>();
        var width = recurrent.shape[1];
        var (state, cell) = (zeros(x.shape[0], width), zeros(x.shape[0], width));
        var read = matmul(x, input.t()).Plus(bias[0]).Plus(bias[1]); // (batch, length, 4 · width)
        for (var step = 0; step < x.shape[1]; step++)
        {
            var gates = read.select(1, step).Plus(matmul(state, recurrent.t())).chunk(4, 1);
            cell = (gates[2].sigmoid() * cell).Plus(gates[0].sigmoid() * gates[3].tanh());
            state = gates[1].sigmoid() * cell.tanh();
            states.Add(state);
        }
        return stack(states, 1);
    }

    private static Tensor Gru(Tensor x, Tensor input, Tensor recurrent, Tensor bias)
    {
        var states = new List<Tensor>();
        var state = zeros(x.shape[0], recurrent.shape[1]);
        var read = matmul(x, input.t()).Plus(bias[0]); // (batch, length, 3 · width)
        for (var step = 0; step < x.shape[1]; step++)
        {
            var seen = read.select(1, step).chunk(3, 1);
            var known = matmul(state, recurrent.t()).Plus(bias[1]).chunk(3, 1);
            var update = seen[0].Plus(known[0]).sigmoid();
            var candidate = seen[2].Plus(seen[1].Plus(known[1]).sigmoid() * known[2]).tanh();
            state = candidate.Plus(update * (state - candidate));
            states.Add(state);
        }
        return stack(states, 1);
    }
}
