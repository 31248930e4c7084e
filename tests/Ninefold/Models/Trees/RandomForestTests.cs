using System.Text.Json;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class RandomForestTests : TabularTrainerContract
{
    private static readonly TabularData Data = new(Rows(600, 1), Rows(200, 2));
    private static readonly RandomForest Small = new() { Trees = 40 };

    protected override ITabularTrainer Trainer => Small;

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<TreeEnsemble>(json)!;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scores_are_those_of_LightGBM_itself_and_probabilities(bool extremelyRandom)
    {
        var model = (Small with { ExtremelyRandom = extremelyRandom }).Fit(Data, new(3));
        var scores = Scores(model);
        Assert.Equal(40, model.Trees);
        Assert.Equal(
            NativeLightGbm.Predict(model.Text, Data.Validation.Values, 4),
            scores,
            (a, b) => Math.Abs(a - b) < 1e-12
        );
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.Equal(Data.Validation.Labels.Average(), scores.Average(), .05);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forest_is_better_than_a_tree_of_its_size(bool extremelyRandom)
    {
        var forest = Small with { ExtremelyRandom = extremelyRandom };
        var tree = new DecisionTree
        {
            Leaves = forest.Leaves,
            Depth = 1000,
            MinLeafRows = forest.MinLeafRows,
        };
        Assert.True(SquaredError(forest.Fit(Data, new(1))) < .9 * SquaredError(tree.Fit(Data, new(1))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Quantities_are_learned_better_than_by_their_mean(bool extremelyRandom)
    {
        var rows = WaveRows.Quantities();
        var forest = Small with { Quantities = true, ExtremelyRandom = extremelyRandom, ColumnShare = 1 };
        var model = forest.Fit(new(rows, rows), new(1));
        var scores = new double[300];
        model.Score(rows.Values, scores);
        Assert.Equal(NativeLightGbm.Predict(model.Text, rows.Values, 4), scores, (a, b) => Math.Abs(a - b) < 1e-9);
        var mean = rows.Labels.Average();
        Assert.True(Error((_, label) => mean - label) > 2 * Error((row, label) => scores[row] - label));

        double Error(Func<int, float, double> wrong) =>
            rows.Labels.Select((label, row) => Math.Pow(wrong(row, label), 2)).Average();
    }

    [Fact]
    public void Of_the_columns_classes_see_the_square_root_and_quantities_a_third()
    {
        var rows = WaveRows.Quantities();
        var quantities = Small with { Quantities = true };
        Assert.Equal(
            (quantities with { ColumnShare = 1.0 / 3 }).Fit(new(rows, rows), new(1)).Text,
            quantities.Fit(new(rows, rows), new(1)).Text
        );
        Assert.Equal((Small with { ColumnShare = .5 }).Fit(Data, new(1)).Text, Small.Fit(Data, new(1)).Text);
    }

    [Fact]
    public void Random_thresholds_give_another_forest_of_another_name()
    {
        var extra = Small with { ExtremelyRandom = true };
        Assert.Equal(["random-forest", "extra-trees"], [Small.Name, extra.Name]);
        Assert.NotEqual(Scores(Small.Fit(Data, new(1))), Scores(extra.Fit(Data, new(1))));
    }

    [Fact]
    public void Contributions_and_the_base_value_sum_to_the_probability()
    {
        var model = Small.Fit(Data, new(1));
        var (scores, amounts) = (Scores(model), new double[4]);
        for (var row = 0; row < 200; row++)
            Assert.Equal(scores[row], model.Explain(Data.Validation.Row(row), amounts) + amounts.Sum(), 9);
    }

    [Fact]
    public void Nothing_to_split_gives_the_mean()
    {
        var rows = Data.Train with { Values = new float[600 * 4] };
        var scores = new double[1];
        Small.Fit(new(rows, rows), new(1)).Score(new float[4], scores);
        Assert.Equal(rows.Labels.Average(), scores[0], .01);
    }

    [Fact]
    public void Balanced_classes_are_as_likely_as_each_other()
    {
        var rare = Data.Train with { Weights = [.. Data.Train.Labels.Select(label => label == 1 ? .1f : 1)] };
        var rows = new TabularData(rare, Data.Validation);
        Assert.InRange(Scores(Small.Fit(rows, new(1))).Average(), .02, .38);
        Assert.InRange(Scores((Small with { Balanced = true }).Fit(rows, new(1))).Average(), .4, .6);
        var tree = new DecisionTree { Balanced = true };
        Assert.InRange(Scores(tree.Fit(rows, new(1))).Average(), .4, .6);
    }

    [Fact]
    public void Parameters_are_validated_when_set() =>
        Assert.Contains(
            "ColumnShare of RandomForest must be 1E-06 to 1, got 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RandomForest { ColumnShare = 2 }).Message
        );

    private static double[] Scores(TreeEnsemble model)
    {
        var scores = new double[200];
        model.Score(Data.Validation.Values, scores);
        return scores;
    }

    private static double SquaredError(TreeEnsemble model) =>
        Scores(model).Zip(Data.Validation.Labels, (score, label) => (score - label) * (score - label)).Average();
}
