using System.Runtime.InteropServices;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ninefold.Torch.Networks;

/// <summary>The weights of a network as libtorch holds them. Not safe for concurrent use.</summary>
internal sealed class NetworkState : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors = [];
    private readonly Dictionary<Constant, Tensor> constants = [];
    private readonly IReadOnlyList<Weight> weights;

    /// <summary>Draws weights. The same seed gives the same ones, whatever libtorch's version.</summary>
    public NetworkState(Network network, int seed)
    {
        LibTorch.Load();
        weights = network.Weights;
        var random = new Random(seed);
        foreach (var weight in weights)
        {
            var values = new float[weight.Shape.Aggregate(1L, (product, length) => product * length)];
            foreach (ref var value in values.AsSpan())
                value = (float)(weight.Mean + (weight.Deviation > 0 ? weight.Deviation * Normal(random) : 0));
            var drawn = Copy(values, weight.Shape);
            tensors[weight.Name] = weight.IsLearned ? new Parameter(drawn) : drawn;
        }
    }

    /// <summary>
    /// A tensor of these numbers in libtorch's own memory: in that of an array, sums would differ in the last bits with
    /// where the array happens to lie.
    /// </summary>
    public static Tensor Copy(float[] values, params long[] shape)
    {
        using var shared = tensor(values, shape);
        return shared.clone();
    }

    /// <summary>What the optimiser moves.</summary>
    public IEnumerable<Parameter> Learned => weights.Where(w => w.IsLearned).Select(w => (Parameter)tensors[w.Name]);

    /// <summary>A weight as libtorch holds it.</summary>
    public Tensor Of(Node weight) => tensors[((Weight)weight.Origin).Name];

    /// <summary>The numbers of a weight, copied.</summary>
    public float[] Values(string name) => MemoryMarshal.Cast<byte, float>(tensors[name].bytes).ToArray();

    /// <summary>All numbers, in the order of the weights.</summary>
    public float[][] Save() => [.. weights.Select(w => Values(w.Name))];

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    public void Restore(float[][] saved)
    {
        using var _ = no_grad();
        foreach (var (weight, values) in weights.Zip(saved))
            values.CopyTo(MemoryMarshal.Cast<byte, float>(tensors[weight.Name].bytes));
    }

    /// <summary>Computes outputs. What is made on the way belongs to the caller's dispose scope.</summary>
    /// <param name="inputs">The value of every input, by name.</param>
    /// <param name="training">Whether dropout drops and running means run.</param>
    public Tensor[] Run(IReadOnlyList<Node> outputs, IReadOnlyDictionary<string, Tensor> inputs, bool training)
    {
        var values = new Dictionary<Node, Tensor>();
        foreach (var node in Node.InOrder(outputs))
            values[node] = node.Origin switch
            {
                Given given => inputs[given.Name],
                Weight weight => tensors[weight.Name],
                Constant constant => Held(constant),
                Computed computed => computed.Torch([.. node.Inputs.Select(i => values[i])], training),
                _ => throw new NotSupportedException($"{node.Origin.GetType().Name} cannot be computed."),
            };
        return [.. outputs.Select(o => values[o])];
    }

    public void Dispose()
    {
        foreach (var held in tensors.Values.Concat(constants.Values))
            held.Dispose();
    }

    private Tensor Held(Constant constant)
    {
        if (!constants.TryGetValue(constant, out var held))
        {
            var value = constant.Value;
            held =
                value.Type == OnnxType.Float
                    ? Copy(value.Values<float>().ToArray(), value.Shape)
                    : tensor(value.Values<long>().ToArray(), value.Shape);
            constants[constant] = held.DetachFromDisposeScope();
        }
        return held;
    }

    // Box and Muller, 1958.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
