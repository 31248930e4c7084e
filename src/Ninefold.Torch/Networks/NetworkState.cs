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
    private readonly HashSet<string> frozen = [];
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

    /// <summary>Whether products of matrices are computed in bfloat16 while training.</summary>
    public bool Bfloat16 { get; set; }

    /// <summary>A product of a loss, in bfloat16 where that is wanted: the caller turns what comes of it to float32.</summary>
    public Tensor Product(Tensor a, Tensor b) =>
        Bfloat16 ? matmul(a.to_type(ScalarType.BFloat16), b.to_type(ScalarType.BFloat16)) : matmul(a, b);

    /// <summary>All weights, whatever their numbers.</summary>
    public IReadOnlyList<Weight> Weights => weights;

    /// <summary>What the optimiser moves.</summary>
    public IEnumerable<Parameter> Learned => LearnedWeights.Select(w => (Parameter)tensors[w.Name]);

    /// <inheritdoc cref="Learned"/>
    public IEnumerable<Weight> LearnedWeights => weights.Where(w => w.IsLearned && !frozen.Contains(w.Name));

    /// <summary>Leaves a weight as it is from now on.</summary>
    public void Freeze(string name)
    {
        frozen.Add(name);
        tensors[name].requires_grad = false;
    }

    /// <summary>A weight as libtorch holds it.</summary>
    public Tensor Of(Node weight) => tensors[((Weight)weight.Origin).Name];

    /// <summary>The numbers of a weight, copied.</summary>
    public float[] Values(string name) => MemoryMarshal.Cast<byte, float>(tensors[name].bytes).ToArray();

    /// <summary>The gradient of a weight where it lies, good until the caller's dispose scope ends; none where it took no part.</summary>
    public ReadOnlySpan<float> Gradient(string name) =>
        tensors[name].grad is { } gradient ? MemoryMarshal.Cast<byte, float>(gradient.contiguous().bytes) : [];

    /// <summary>All numbers, in the order of the weights.</summary>
    public float[][] Save() => [.. weights.Select(w => Values(w.Name))];

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    public void Restore(float[][] saved)
    {
        foreach (var (weight, values) in weights.Zip(saved))
            Restore(weight.Name, values);
    }

    /// <summary>Sets the numbers of a weight.</summary>
    public void Restore(string name, ReadOnlySpan<float> values)
    {
        using var _ = no_grad();
        values.CopyTo(MemoryMarshal.Cast<byte, float>(tensors[name].bytes));
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
                Computed { IsProduct: true } when training && Bfloat16 => Product(
                        values[node.Inputs[0]],
                        values[node.Inputs[1]]
                    )
                    .to_type(ScalarType.Float32),
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
