using CsCheck;
using Google.Protobuf;
using Ninefold.Data.Storage;
using Ninefold.Models.Onnx;

namespace Ninefold.Tests.Models.Onnx;

public sealed class OnnxModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_written_network_computes_what_it_says() =>
        Gen.Select(Gen.Float[-9, 9].Array[1, 20], Gen.Int[1, 50], Gen.Int[0, 999])
            .Sample(
                (weights, rows, seed) =>
                {
                    var random = new Random(seed);
                    float[] values = [.. Enumerable.Range(0, rows * weights.Length).Select(_ => random.NextSingle())];
                    var scores = new float[rows];
                    new OnnxModel(SmallNetworks.Linear(weights)).Run<float>(values, [rows, weights.Length], scores);
                    for (var row = 0; row < rows; row++)
                        Assert.Equal(
                            weights.Select((w, column) => (double)w * values[row * weights.Length + column]).Sum(),
                            scores[row],
                            1e-4
                        );
                },
                iter: 50
            );

    [Fact]
    public void Any_batch_runs_on_one_model_and_many_threads()
    {
        var model = new OnnxModel(SmallNetworks.Linear(1, 10));
        Parallel.For(
            0,
            200,
            i =>
            {
                var rows = i % 17 + 1;
                var scores = new float[rows];
                model.Run<float>([.. Enumerable.Repeat((float)i, rows * 2)], [rows, 2], scores);
                Assert.All(scores, score => Assert.Equal(11f * i, score));
            }
        );
    }

    [Fact]
    public void Several_inputs_and_outputs_go_by_name()
    {
        var model = new OnnxModel(SmallNetworks.TwoInputs());
        Assert.Equal(["a", "b", "ids"], model.Inputs);
        var outputs = model.Run([
            OnnxTensor.Of("ids", [3], (ReadOnlySpan<long>)[5, 6, 7]),
            OnnxTensor.Of("b", [2], (ReadOnlySpan<float>)[10, 20]),
            OnnxTensor.Of("a", [2], (ReadOnlySpan<float>)[1, 2]),
        ]);
        Assert.Equal(["sum", "next"], outputs.Select(o => o.Name));
        Assert.Equal([11f, 22f], outputs[0].Values<float>().ToArray());
        Assert.Equal([6L, 7L, 8L], outputs[1].Values<long>().ToArray());
        Assert.Throws<InvalidOperationException>(() => outputs[1].Values<float>().ToArray());
        var missing = Assert.Throws<ArgumentException>(() => model.Run([OnnxTensor.Of("a", [0], (float[])[])]));
        Assert.Contains("needs the inputs a, b, ids, got a", missing.Message);
    }

    [Fact]
    public void It_is_a_part_of_a_release()
    {
        var saved = PartSerializer.Write(new OnnxModel(SmallNetworks.Linear(2, 3), threads: 2));
        var loaded = PartSerializer.Read<OnnxModel>(saved);
        var score = new float[1];
        loaded.Run<float>([1, 1], [1, 2], score);
        Assert.Equal(5, score[0]);
        Assert.Equal(2, loaded.Threads);
        Assert.Equal(saved, PartSerializer.Write(loaded));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var model = new OnnxModel(SmallNetworks.Linear(1, 2, 3));
        var columns = Assert.Throws<ArgumentException>(() => model.Run<float>(new float[4], [2, 2], new float[2]));
        Assert.Contains("takes Float [-1, 3]", columns.Message);
        var values = Assert.Throws<ArgumentException>(() => model.Run<float>(new float[5], [2, 3], new float[2]));
        Assert.Contains("takes 6 values for 2 answers here, got 5 for 2", values.Message);
        Assert.Throws<ArgumentException>(() => model.Run<long>(new long[3], [1, 3], new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxModel(SmallNetworks.Linear(1), threads: 0));
        Assert.Throws<ArgumentException>(() => OnnxTensor.Of("x", [2, 2], (ReadOnlySpan<float>)[1, 2, 3]));
    }

    [Fact]
    public void An_unknown_operator_is_named_in_one_line()
    {
        var error = Assert.Throws<InvalidDataException>(() => new OnnxModel(SmallNetworks.Unknown()));
        Assert.StartsWith("The ONNX model cannot be run: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Frobnicate", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("../../etc/passwd")]
    public void Weights_in_another_file_are_refused(string location)
    {
        var error = Assert.Throws<InvalidDataException>(() => new OnnxModel(WithExternalWeights(location)));
        Assert.Contains($"keeps weights in another file, '{location}', which is refused", error.Message);
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_never_crash()
    {
        var file = SmallNetworks.Linear(1, 2, 3);
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte)
            .Sample(
                (place, value) =>
                {
                    var damaged = file.ToArray();
                    damaged[place] = value;
                    try
                    {
                        _ = new OnnxModel(damaged);
                    }
                    catch (InvalidDataException)
                    {
                        // refused, as it may be
                    }
                },
                iter: 300
            );
        Assert.Throws<InvalidDataException>(() => new OnnxModel("no model at all"u8.ToArray()));
    }

    [Fact]
    public void A_path_stays_in_its_folder()
    {
        var inner = Directory.CreateDirectory(Path.Combine(folder, "models")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "secret.onnx"), SmallNetworks.Linear(1));
        File.WriteAllBytes(Path.Combine(inner, "own.onnx"), SmallNetworks.Linear(1));
        File.CreateSymbolicLink(Path.Combine(inner, "link.onnx"), Path.Combine(folder, "secret.onnx"));
        Assert.Equal(["x"], OnnxModel.Load(inner, "own.onnx").Inputs);
        foreach (var path in new[] { "../secret.onnx", Path.Combine(folder, "secret.onnx"), "link.onnx" })
            Assert.Contains(
                "leads out of it",
                Assert.Throws<ArgumentException>(() => OnnxModel.Load(inner, path)).Message
            );
        Assert.Throws<FileNotFoundException>(() => OnnxModel.Load(inner, "none.onnx"));
    }

    /// <summary>A model whose only weight says where its numbers lie.</summary>
    private static byte[] WithExternalWeights(string location)
    {
        var entry = Fields((1, "location"u8.ToArray()), (2, System.Text.Encoding.UTF8.GetBytes(location)));
        return Fields((7, Fields((5, Fields((8, "w"u8.ToArray()), (13, entry))))));
    }

    private static byte[] Fields(params (int Field, byte[] Value)[] fields)
    {
        using var bytes = new MemoryStream();
        using (var message = new CodedOutputStream(bytes, leaveOpen: true))
            foreach (var (field, value) in fields)
            {
                message.WriteTag(field, WireFormat.WireType.LengthDelimited);
                message.WriteBytes(ByteString.CopyFrom(value));
            }
        return bytes.ToArray();
    }
}
