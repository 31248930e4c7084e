using Ninefold.Models;
using Ninefold.Models.Releases;
using Ninefold.Models.Tabular;

namespace Ninefold.Systems.FraudDetection;

public sealed class OwnModelsTests(TrainedFraud fraud) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_exported_comes_back_as_a_rung_with_the_same_scores()
    {
        var scorer = fraud.Release.Parts.Risk.Model;
        var file = PartFile.Of(scorer)!;
        Assert.Equal(PartFile.LightGbm, file.Format);
        File.WriteAllBytes(Path.Combine(folder, OwnModels.LightGbm), file.Bytes);
        var rung = Assert.Single(OwnModels.In(folder));
        Assert.Equal("imported-lightgbm", rung.Name);

        var rows = new LabelledRows(scorer.Features.Schema, new float[2 * scorer.Model.Width], [0, 1], [0, 1]);
        rows.Values[0] = 500;
        var (own, imported) = (new double[2], new double[2]);
        scorer.Model.Score(rows.Values, own);
        rung.Fit(new(rows, rows), new TrainingContext(1)).Score(rows.Values, imported);
        Assert.Equal(own, imported);
    }

    [Fact]
    public void A_folder_without_any_and_no_folder_give_none()
    {
        Assert.Empty(OwnModels.In(folder));
        Assert.Empty(OwnModels.In(null));
    }
}
