using System.Text.Json;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Linear;

public class MultinomialRegressionTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new MultinomialRegression();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<MultinomialModel>(json)!;

    // scikit-learn 1.2.1: make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(multi_class="multinomial",
    // tol=1e-12)).predict_proba of the first three rows.
    [Theory]
    [InlineData(
        false,
        new[]
        {
            .4356534514,
            .3045263575,
            .2598201911,
            .0167396553,
            .0510458275,
            .9322145172,
            .7074081505,
            .2747564721,
            .0178353774,
        }
    )]
    [InlineData(
        true,
        new[]
        {
            .3382695421,
            .3205367908,
            .3411936671,
            .0162693553,
            .0428995110,
            .9408311337,
            .7138731304,
            .2690557918,
            .0170710778,
        }
    )]
    public void Agrees_with_scikit_learn(bool weighted, double[] expected)
    {
        var rows = WaveRows.Grades(weighted);
        var model = new MultinomialRegression().Fit(new(rows, rows), new(1));
        Assert.Equal(3, model.Classes);
        var found = new double[9];
        for (var row = 0; row < 3; row++)
            model.Probabilities(rows.Row(row), found.AsSpan(row * 3, 3));
        Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) < 1e-5);
        var score = new double[1];
        ((ITabularModel)model).Score(rows.Row(0), score);
        Assert.Equal(expected[1] + 2 * expected[2], score[0], 1e-5);
    }

    [Fact]
    public void Labels_that_are_no_classes_are_refused()
    {
        var rows = WaveRows.Quantities();
        var fault = Assert.Throws<ArgumentException>(() => new MultinomialRegression().Fit(new(rows, rows), new(1)));
        Assert.Contains("must be whole, 0 to 999, row", fault.Message);
    }
}
