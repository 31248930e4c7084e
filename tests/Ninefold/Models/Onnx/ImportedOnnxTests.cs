using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Releases;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Onnx;

public sealed class ImportedOnnxTests : IDisposable
{
    private static readonly TabularData Data = new(
        TabularTrainerContract.Rows(50, 1),
        TabularTrainerContract.Rows(9, 2)
    );
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_scores_rows_in_blocks_as_the_file_says()
    {
        Write(SmallNetworks.Linear(1, 2, 3, 4));
        var model = new ImportedOnnx(folder, "model.onnx").Fit(Data, new(1));
        model = PartSerializer.Read<ITabularModel>(PartSerializer.Write(model));
        var rows = Enumerable.Range(0, 4 * 2500).Select(i => (float)(i % 7)).ToArray();
        var scores = new double[2500];
        model.Score(rows, scores);
        for (var row = 0; row < scores.Length; row++)
            Assert.Equal(
                rows[4 * row] + 2 * rows[4 * row + 1] + 3 * rows[4 * row + 2] + 4 * rows[4 * row + 3],
                scores[row]
            );
    }

    [Fact]
    public void Another_file_is_another_rung()
    {
        Write(SmallNetworks.Linear(1, 2, 3, 4));
        var first = new ImportedOnnx(folder, "model.onnx");
        Assert.Equal(first, new ImportedOnnx(folder, "model.onnx"));
        Write(SmallNetworks.Linear(1, 2, 3, 5));
        Assert.NotEqual(first, new ImportedOnnx(folder, "model.onnx"));
    }

    [Fact]
    public void A_network_of_another_width_is_refused()
    {
        Write(SmallNetworks.Linear(1, 2));
        var error = Assert.Throws<InvalidDataException>(() => new ImportedOnnx(folder, "model.onnx").Fit(Data, new(1)));
        Assert.Equal("The ONNX model 'model.onnx' takes 2 columns, the rows have 4.", error.Message);
        Assert.Throws<ArgumentException>(() => new ImportedOnnx(folder, "../model.onnx"));
    }

    private readonly record struct Flat(double Size, string? District);

    private static readonly FeatureSet<Flat> Flats = new("flat")
    {
        { "size", f => f.Size },
        { "district", f => f.District, new OneHot(3) },
    };

    [Fact]
    public void It_is_a_stage_of_a_flow_and_goes_out_as_it_came_in()
    {
        Flat[] flats = [.. Enumerable.Range(0, 200).Select(i => new Flat(i % 50, i % 3 == 0 ? "Old Town" : "port"))];
        var table = Flats.Table(flats, [.. flats.Select(f => f.Size > 20 == (f.District == "port") ? 1f : 0)]);
        var fitted = Flats.Fit(table);
        var rows = fitted.Encode(table);
        float[] weights = [.. Enumerable.Range(1, rows.Schema.Width).Select(w => (float)w)];
        Write(SmallNetworks.Linear(weights));

        var part = new Learned<FeatureScorer>(
            "price",
            "imported-onnx",
            new(fitted, new ImportedOnnx(folder, "model.onnx").Fit(new(rows, rows), new(1)))
        );
        part = PartSerializer.Read<Learned<FeatureScorer>>(PartSerializer.Write(part));
        var call = new Call(new CallOptions(TinyData.At(0), 1, new FeatureStore(), [Flats]));
        var scores = call.Stage("price", () => call.Score<Flat>(part, flats));
        Assert.Equal(Enumerable.Range(0, flats.Length).Select(row => Sum(rows.Row(row).ToArray())), scores);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "model.onnx")), PartFile.Of(part)!.Bytes);

        double Sum(float[] row) => row.Zip(weights, (value, weight) => (double)value * weight).Sum();
    }

    private void Write(byte[] model) => File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model);
}
