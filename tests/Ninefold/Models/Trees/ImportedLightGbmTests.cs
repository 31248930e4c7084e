using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Releases;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public sealed class ImportedLightGbmTests : IDisposable
{
    private static readonly LabelledRows Rows = TabularTrainerContract.Rows(300, 1);
    private static readonly TabularData Data = new(Rows, Rows);
    private static readonly string Text = new BoostedTrees { Rounds = 3, Patience = 0 }
        .Fit(Data, new(1))
        .Text;

    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-lightgbm-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_scores_as_lightgbm_does_whether_the_file_names_its_columns_or_not(bool named)
    {
        Write(named ? LightGbmNames.Write(Text, Rows.Schema.Names) : Text);
        var model = PartSerializer.Read<ITabularModel>(PartSerializer.Write(Import().Fit(Data, new(1))));
        var scores = new double[Rows.Count];
        model.Score(Rows.Values, scores);
        Assert.Equal(NativeLightGbm.Predict(Text, Rows.Values, 4), scores, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_file_of_several_classes_gives_the_probability_of_each()
    {
        var rows = WaveRows.Grades();
        var trained = new MulticlassTrees { Trees = new() { Rounds = 3 } }.Fit(new(rows, rows), new(1));
        Write(trained.Text);
        var model = Assert.IsType<MulticlassTreesModel>(Import().Fit(new(rows, rows), new(1)));
        var (expected, found) = (new double[3], new double[3]);
        trained.Probabilities(rows.Row(7), expected);
        model.Probabilities(rows.Row(7), found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Another_file_is_another_rung_and_one_that_changed_meanwhile_is_refused()
    {
        Write(Text);
        var first = Import();
        Assert.Equal(first, Import());
        Write(Text.Replace("leaf_value=", "leaf_value=0"));
        Assert.NotEqual(first, Import());
        var error = Assert.Throws<InvalidDataException>(() => first.Fit(Data, new(1)));
        Assert.Equal("The LightGBM model 'model.txt' has changed since it was named.", error.Message);
    }

    [Fact]
    public void Other_columns_are_refused_with_both_lists()
    {
        Write(LightGbmNames.Write(Text, ["slope", "code", "curve", "noise"]));
        Assert.Equal(
            "The LightGBM model 'model.txt' takes the 4 columns slope, code, curve, noise, but the rows have the "
                + "4 columns slope, curve, code, noise.",
            Assert.Throws<InvalidDataException>(() => Import().Fit(Data, new(1))).Message
        );
        Write(Text);
        var narrow = Rows with { Schema = new(["slope"], [false]), Values = Rows.Values[..Rows.Count] };
        Assert.Equal(
            "The LightGBM model 'model.txt' takes the 4 columns Column_0, Column_1, Column_2, Column_3, but the rows "
                + "have the 1 columns slope.",
            Assert.Throws<InvalidDataException>(() => Import().Fit(new(narrow, narrow), new(1))).Message
        );
    }

    [Theory]
    [InlineData("{}", "must start with 'tree'")]
    [InlineData("", "must start with 'tree'")]
    public void Another_kind_of_file_is_refused_in_one_line_that_names_it(string text, string reason)
    {
        Write(text);
        Refused(reason);
    }

    [Theory]
    [InlineData("feature_names=Column_0 ", "feature_names=", "it names 3 columns of 4")]
    [InlineData("objective=binary sigmoid:1", "objective=gamma", "but is 'gamma' with 1")]
    [InlineData("end of trees", "", "end of trees")]
    public void A_damaged_file_is_refused_in_one_line_that_names_it(string part, string instead, string reason)
    {
        Assert.Contains(part, Text);
        Write(Text.Replace(part, instead));
        Refused(reason);
    }

    private void Refused(string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Import().Fit(Data, new(1)));
        Assert.StartsWith("The LightGBM model 'model.txt' is refused. ", error.Message);
        Assert.Contains(reason, error.Message);
        Assert.DoesNotContain('\n', error.Message);
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
        var trees = new BoostedTrees { Rounds = 5, Patience = 0 }.Fit(new(rows, rows), new(1));
        Write(LightGbmNames.Write(trees.Text, rows.Schema.Names));

        var part = new Learned<FeatureScorer>(
            "risk",
            "imported-lightgbm",
            new(fitted, Import().Fit(new(rows, rows), new(1)))
        );
        part = PartSerializer.Read<Learned<FeatureScorer>>(PartSerializer.Write(part));
        var call = new Call(new CallOptions(TinyData.At(0), 1, new FeatureStore(), [Flats]));
        var scores = call.Stage("risk", () => call.Score<Flat>(part, flats));
        var expected = new double[flats.Length];
        trees.Score(rows.Values, expected);
        Assert.Equal(expected, scores);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "model.txt")), PartFile.Of(part)!.Bytes);
    }

    private ImportedLightGbm Import() => new(folder, "model.txt");

    private void Write(string text) => File.WriteAllText(Path.Combine(folder, "model.txt"), text);
}
