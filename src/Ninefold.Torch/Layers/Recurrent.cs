using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Layers;

/// <summary>Layers that read a sequence step by step. Weights lie as ONNX orders them.</summary>
internal static class Recurrent
{
    /// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997); gates input, output, forget, cell.</summary>
    /// <param name="x">(batch, length, from)</param>
    /// <returns>(batch, length, to)</returns>
    public static Node Lstm(this Network network, Node x, long from, long to) =>
        Read(network, "LSTM", x, from, to, gates: 4, Lstm);

    /// <summary>Gated recurrent unit (Cho et al., 2014); gates update, reset, new; the reset after the product.</summary>
    /// <inheritdoc cref="Lstm(Network, Node, long, long)"/>
    public static Node Gru(this Network network, Node x, long from, long to) =>
        Read(network, "GRU", x, from, to, gates: 3, Gru, ("linear_before_reset", 1L));

    private static Node Read(
        Network network,
        string type,
        Node x,
        long from,
        long to,
        int gates,
        Func<Tensor, Tensor, Tensor, Tensor, Tensor> torch,
        params (string, object)[] attributes
    )
    {
        network.Begin(type.ToLowerInvariant());
        var deviation = 1 / Math.Sqrt(3.0 * to); // that of a uniform distribution within ±1/√to
        return new(
            new Computed(
                (v, _) => torch(v[0], v[1].squeeze(0), v[2].squeeze(0), v[3].reshape(2, gates * to)),
                (onnx, names) =>
                {
                    names[0] = onnx.Add("Transpose", [names[0]], ("perm", new long[] { 1, 0, 2 }));
                    var states = onnx.Add(type, names, [("hidden_size", to), .. attributes]); // (length, 1, batch, to)
                    var flat = onnx.Add("Squeeze", [states, onnx.Numbers(1)]);
                    return onnx.Add("Transpose", [flat], ("perm", new long[] { 1, 0, 2 }));
                }
            ),
            x,
            network.Learned([1, gates * to, from], deviation),
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
