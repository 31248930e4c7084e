using System.Text;
using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Onnx;
using Ninefold.Models.Releases;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Onnx;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Tests.Models.Trees;

namespace Ninefold.Tests.Models.Releases;

public class PartFileTests
{
    private readonly record struct Flat(double Size, string? District);

    private static readonly FeatureSet<Flat> Flats = new("flat")
    {
        { "size", f => f.Size },
        { "district", f => f.District, new Ordinal() },
    };

    private static readonly FeatureTable Table = Flats.Table(
        [.. Enumerable.Range(0, 300).Select(i => new Flat(i % 7 == 0 ? double.NaN : i % 50, $"Old Town {i % 5}"))],
        [.. Enumerable.Range(0, 300).Select(i => i % 50 > 20 == i % 5 < 2 ? 1f : 0)]
    );

    private static readonly FittedFeatures Fitted = Flats.Fit(Table);
    private static readonly LabelledRows Rows = Fitted.Encode(Table);
    private static readonly TabularData Data = new(Rows, Rows);

    private static readonly ITabularTrainer[] Trainers =
    [
        new BoostedTrees { Rounds = 20 },
        new BoostedTrees { Rounds = 20, Objective = TreeObjective.Focal },
        new BoostedTrees { Rounds = 20, Objective = TreeObjective.Regression },
        new RandomForest { Trees = 20 },
        new DecisionTree(),
    ];

    public static IEnumerable<TheoryDataRow<int>> Places => Trainers.Select((_, i) => new TheoryDataRow<int>(i));

    [Theory]
    [MemberData(nameof(Places))]
    public void Lightgbm_scores_the_exported_trees_as_they_are_scored_here(int trainer)
    {
        var model = Trainers[trainer].Fit(Data, new(1));
        var file = PartFile.Of(new Learned<FeatureScorer>("risk", "trees", new(Fitted, model)))!;
        Assert.Equal("LightGBM", file.Format);
        var text = Encoding.UTF8.GetString(file.Bytes);
        Assert.Equal(["size", "district"], LightGbmText.Parse(text).Names);
        var scores = new double[Rows.Count];
        model.Score(Rows.Values, scores);
        Assert.Equal(NativeLightGbm.Predict(text, Rows.Values, 2), scores, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Lightgbm_gives_the_exported_trees_of_classes_the_same_probabilities()
    {
        var rows = WaveRows.Grades();
        var model = new MulticlassTrees { Trees = new() { Rounds = 10 } }.Fit(new(rows, rows), new(1));
        var text = Encoding.UTF8.GetString(PartFile.Of(model)!.Bytes);
        var expected = new double[rows.Count * 3];
        for (var row = 0; row < rows.Count; row++)
            model.Probabilities(rows.Row(row), expected.AsSpan(3 * row, 3));
        Assert.Equal(
            NativeLightGbm.Probabilities(text, rows.Values, 4, classes: 3),
            expected,
            (a, b) => Math.Abs(a - b) < 1e-12
        );
    }

    [Fact]
    public void Onnx_runtime_scores_an_exported_network_as_it_is_scored_here()
    {
        var network = new OnnxModel(SmallNetworks.Linear(2, -1));
        var model = new OnnxTabularModel(2, network);
        object[] parts =
        [
            network,
            model,
            new FeatureScorer(Fitted, model),
            new Learned<ITabularModel>("risk", "network", model),
            new OnnxTaskModel(2, ["clicks"], network),
            new HistoryNetwork(network, [1, 2], 2, 10),
            new EncoderNetwork(network, 5, 2, 10),
        ];
        foreach (var part in parts)
        {
            var file = PartFile.Of(part)!;
            Assert.Equal("ONNX", file.Format);
            var scores = new float[1];
            new OnnxModel(file.Bytes).Run<float>([3, 4], [1, 2], scores);
            Assert.Equal([2f], scores);
        }
    }

    [Fact]
    public void What_no_other_program_reads_has_no_file()
    {
        var linear = new LogisticRegression().Fit(new(WaveRows.Binary().Filled(), WaveRows.Binary().Filled()), new(1));
        Assert.All(
            (object?[])[null, .5, "text", linear, new Learned<FeatureScorer>("risk", "linear", new(Fitted, linear))],
            part => Assert.Null(PartFile.Of(part))
        );
    }
}
