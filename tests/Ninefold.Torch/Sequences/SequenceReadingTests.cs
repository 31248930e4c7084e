using CsCheck;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Sequences;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Sequences;

/// <summary>A sequence has one vector, whatever its padding, in training and in serving.</summary>
public sealed class SequenceReadingTests
{
    private const int Tokens = 20;

    [Theory]
    [InlineData(SequenceReader.Convolution)]
    [InlineData(SequenceReader.Gru)]
    [InlineData(SequenceReader.Lstm)]
    [InlineData(SequenceReader.Transformer)]
    public void Padding_changes_nothing(SequenceReader reader) =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 7], Gen.Int[1, 6], Gen.Int[0, 99_999])
            .Sample(
                (width, length, padding, seed) =>
                {
                    var (network, ids) = (new Network(), Network.Ids("ids", "batch", "length"));
                    var there = ids.IsNotZero();
                    var x = network.Table(Tokens, 2 * width, 1).LookUp(ids).Times(there.Reshape(0, 0, 1));
                    var (vector, size) = reader switch
                    {
                        SequenceReader.Convolution => network.Windows(x, there, 2 * width, 3, [1, 2, 4]),
                        SequenceReader.Transformer => network.Attended(
                            x,
                            there,
                            new(2 * width, 2, 2, 16, 0, PositionKind.Sinusoidal, Causal: false)
                        ),
                        _ => network.States(x, there, 2 * width, 3, reader == SequenceReader.Gru),
                    };
                    using var state = new NetworkState(network, seed);
                    using var scope = NewDisposeScope();
                    using var _ = no_grad();
                    var random = new Random(seed);
                    long[] bare = [.. Enumerable.Range(0, length).Select(_ => (long)random.Next(1, Tokens))];
                    long[] padded = [.. new long[padding], .. bare];
                    var model = new OnnxModel(OnnxExport.Write(vector, state, "batch", $"{size}"));
                    var expected = Trained(bare);
                    Assert.Equal(size, expected.Length);
                    foreach (var other in new[] { Trained(padded), Served(bare), Served(padded) })
                        Assert.All(expected.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

                    float[] Trained(long[] one)
                    {
                        var inputs = new Dictionary<string, Tensor> { ["ids"] = tensor(one, [1, one.Length]) };
                        return state.Run([vector], inputs, training: false)[0].data<float>().ToArray();
                    }

                    // Beside another sequence, which is longer.
                    float[] Served(long[] one)
                    {
                        long[] both = [.. one, .. one.Select(id => 1 + id % 5)];
                        var given = OnnxTensor.Of("ids", [2, one.Length], (ReadOnlySpan<long>)both);
                        return model.Run([given])[0].Values<float>()[..size].ToArray();
                    }
                },
                iter: 12,
                threads: 1
            );
}
