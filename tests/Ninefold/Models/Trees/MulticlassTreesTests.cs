using System.Text.Json;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class MulticlassTreesTests : TabularTrainerContract
{
    private static readonly MulticlassTrees Quick = new()
    {
        Trees = new() { Rounds = 40, Leaves = 8 },
    };

    protected override ITabularTrainer Trainer => Quick;

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<MulticlassTreesModel>(json)!;

    [Fact]
    public void Its_probabilities_are_those_of_lightgbm()
    {
        var rows = WaveRows.Grades();
        var model = Quick.Fit(new(rows, rows), new(1));
        Assert.Equal(3, model.Classes);
        var native = NativeLightGbm.Probabilities(model.Text, rows.Values, 4, classes: 3);
        var right = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var found = new double[3];
            model.Probabilities(rows.Row(row), found);
            Assert.Equal(native[(3 * row)..(3 * row + 3)], found, (a, b) => Math.Abs(a - b) < 1e-12);
            right += found.AsSpan().IndexOf(found.Max()) == (int)rows.Labels[row] ? 1 : 0;
        }
        Assert.InRange(right, 225, 300);
    }

    [Fact]
    public void A_model_of_one_score_a_row_is_refused()
    {
        var rows = WaveRows.Binary();
        var binary = new BoostedTrees { Rounds = 2, Patience = 0 }.Fit(new(rows, rows), new(1));
        var fault = Assert.Throws<InvalidDataException>(() => new MulticlassTreesModel(binary.Text));
        Assert.Contains("it has one score a row", fault.Message);
    }
}
