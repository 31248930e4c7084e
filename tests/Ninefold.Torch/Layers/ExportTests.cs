using CsCheck;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Tables;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Layers;

/// <summary>What ONNX Runtime serves is what libtorch trained, for every layer, over random shapes, batches and lengths.</summary>
public sealed class ExportTests
{
    private const double Tolerance = 1e-4;
    private static readonly Gen<int> Seed = Gen.Int[0, 99_999];

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Linear_layers_with_activation_and_dropout(Activation activation) =>
        Vectors((network, x, width) => network.Stack(x, width, [7, 3], activation, dropout: .5).Output.Reshape(-1));

    [Fact]
    public void Layer_norm() =>
        Vectors((network, x, width) => network.LayerNorm(x.Times(3).Plus(1), width).Reshape(-1));

    [Fact]
    public void Batch_norm() =>
        Vectors((network, x, width) => network.BatchNorm(x, width).Reshape(-1), batchesInTraining: 3);

    [Fact]
    public void Cross_layers() =>
        Vectors((network, x, width) => network.Cross(x, network.Cross(x, x, width), width).Reshape(-1));

    [Fact]
    public void Logarithms_of_heavy_tails() =>
        Vectors((_, x, _) => x.Times(x).Times(x).Times(1e4).Compress().Reshape(-1));

    [Fact]
    public void Products_of_pairs() =>
        Vectors(
            (network, x, width) =>
                x.Reshape(0, width, 1).Times(network.Learned([1, width, 4], 1)).PairwiseProducts().Reshape(-1)
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Embeddings_and_bags(bool mean) =>
        Sequences(
            (network, ids, width, _) => network.Table(20, width, deviation: 1).Bag(ids, mean).Reshape(-1),
            (batch, _, width) => batch * width
        );

    [Fact]
    public void Lstm() =>
        Sequences(
            (network, ids, width, _) =>
                network.Lstm(network.Table(20, width, 1).LookUp(ids), width, width + 1).Reshape(-1),
            (batch, length, width) => batch * length * (width + 1)
        );

    [Fact]
    public void Gru() =>
        Sequences(
            (network, ids, width, _) =>
                network.Gru(network.Table(20, width, 1).LookUp(ids), width, width + 1).Last(1).Reshape(-1),
            (batch, _, width) => batch * (width + 1)
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Recurrent_layers_in_either_direction_past_what_is_not_there(bool reversed) =>
        Sequences(
            (network, ids, width, _) =>
            {
                var (x, there) = (network.Table(20, width, 1).LookUp(ids), ids.IsNotZero());
                return Axes.Concat(
                        2,
                        network.Gru(x, width, 3, there, reversed),
                        network.Lstm(x, width, 2, there, reversed)
                    )
                    .Reshape(-1);
            },
            (batch, length, _) => batch * length * 5
        );

    [Fact]
    public void Convolution_of_places_apart_that_sees_only_the_past() =>
        Sequences(
            (network, ids, width, _) =>
            {
                var x = network.Table(20, width, 1).LookUp(ids).Transpose(0, 2, 1);
                return network.Convolve1d(x, width, 5, size: 3, padding: 4, apart: 2).Places(2, x, 2).Reshape(-1);
            },
            (batch, length, _) => batch * 5 * length
        );

    [Fact]
    public void Convolution_over_a_sequence_with_its_maximum() =>
        Sequences(
            (network, ids, width, _) =>
                network
                    .Convolve1d(
                        network.Table(20, width, 1).LookUp(ids).Transpose(0, 2, 1),
                        width,
                        5,
                        size: 3,
                        padding: 1
                    )
                    .Max(2)
                    .Reshape(-1),
            (batch, _, _) => batch * 5
        );

    [Fact]
    public void Convolution_over_an_image() =>
        Sequences(
            (network, ids, width, _) =>
                network
                    .Convolve2d(
                        network.Table(20, width, 1).LookUp(ids).Reshape(0, 1, -1, width),
                        1,
                        2,
                        size: 3,
                        padding: 1
                    )
                    .Mean(2)
                    .Reshape(-1),
            (batch, _, width) => batch * 2 * width
        );

    [Fact]
    public void The_largest_of_squares() =>
        Sequences(
            (network, ids, width, _) =>
                network
                    .Table(20, 2 * width + 1, 1)
                    .LookUp(ids)
                    .Reshape(0, 1, -1, 2 * width + 1)
                    .Plus(1)
                    .MaxPool2d(2)
                    .Reshape(-1),
            (batch, length, width) => batch * (length / 2) * width,
            leastLength: 2
        );

    [Theory]
    [InlineData(PositionKind.Learned, true)]
    [InlineData(PositionKind.Sinusoidal, true)]
    [InlineData(PositionKind.Rotary, true)]
    [InlineData(PositionKind.Rotary, false)]
    public void A_transformer_encoder(PositionKind position, bool causal) =>
        Sequences(
            (network, ids, width, longest) =>
                network
                    .Encode(
                        network.Table(20, 4 * width, 1).LookUp(ids),
                        ids.IsNotZero(),
                        new(4 * width, Heads: 2, Blocks: 2, longest, Dropout: .3, position, causal)
                    )
                    .Last(1)
                    .Reshape(-1),
            (batch, _, width) => batch * 4 * width
        );

    /// <summary>A network of vectors (batch, width).</summary>
    private static void Vectors(Func<Network, Node, long, Node> build, int batchesInTraining = 0) =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 9], Seed)
            .Sample(
                (width, batch, seed) =>
                {
                    var (network, random) = (new Network(), new Random(seed));
                    var output = build(network, Network.Floats("x", "batch", $"{width}"), width);
                    using var state = new NetworkState(network, seed);
                    using var scope = NewDisposeScope();
                    for (var i = 0; i < batchesInTraining; i++)
                        state.Run([output], Input(random, 6, width).Tensors, training: true);
                    var model = new OnnxModel(OnnxExport.Write(output, state, "numbers"));
                    // The file was written once: any batch runs on it.
                    foreach (var rows in new[] { batch, batch + 3 })
                    {
                        var (values, tensors) = Input(random, rows, width);
                        var given = OnnxTensor.Of("x", [rows, width], (ReadOnlySpan<float>)values);
                        Same(state, output, tensors, model, given);
                    }
                },
                iter: 12,
                threads: 1
            );

    private static (float[] Values, Dictionary<string, Tensor> Tensors) Input(Random random, int rows, int width)
    {
        float[] values = [.. Enumerable.Range(0, rows * width).Select(_ => random.NextSingle() * 4 - 2)];
        return (values, new() { ["x"] = tensor(values, [rows, width]) });
    }

    /// <summary>A network of sequences of ids (batch, length).</summary>
    private static void Sequences(
        Func<Network, Node, int, int, Node> build,
        Func<int, int, int, int> count,
        int leastLength = 1
    ) =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[leastLength, 9], Seed)
            .Sample(
                (width, batch, length, seed) =>
                {
                    var (network, random) = (new Network(), new Random(seed));
                    var output = build(network, Network.Ids("ids", "batch", "length"), width, 16);
                    using var state = new NetworkState(network, seed);
                    using var scope = NewDisposeScope();
                    var model = new OnnxModel(OnnxExport.Write(output, state, "numbers"));
                    // The file was written once: any batch and length run on it.
                    foreach (var (rows, places) in new[] { (batch, length), (batch + 2, length + 4) })
                    {
                        long[] ids = [.. Enumerable.Range(0, rows * places).Select(_ => (long)random.Next(20))];
                        var tensors = new Dictionary<string, Tensor> { ["ids"] = tensor(ids, [rows, places]) };
                        var answers = Same(
                            state,
                            output,
                            tensors,
                            model,
                            OnnxTensor.Of("ids", [rows, places], (ReadOnlySpan<long>)ids)
                        );
                        Assert.Equal(count(rows, places, width), answers);
                    }
                },
                iter: 12,
                threads: 1
            );

    private static int Same(
        NetworkState state,
        Node output,
        Dictionary<string, Tensor> tensors,
        OnnxModel model,
        OnnxTensor given
    )
    {
        using var _ = no_grad();
        var trained = state.Run([output], tensors, training: false)[0].data<float>().ToArray();
        var served = model.Run([given])[0].Values<float>().ToArray();
        Assert.Equal(trained.Length, served.Length);
        for (var i = 0; i < trained.Length; i++)
            Assert.True(
                Math.Abs(trained[i] - served[i]) <= Tolerance * Math.Max(1, Math.Abs(trained[i])),
                $"{trained[i]} is served as {served[i]}"
            );
        return served.Length;
    }
}
