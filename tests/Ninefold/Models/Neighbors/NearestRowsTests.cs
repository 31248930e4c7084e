using System.Text.Json;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Neighbors;

public class NearestRowsTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new NearestRows();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<NearestRowsModel>(json)!;

    // scikit-learn 1.2.1, fitted on the first 200 rows, of the four after them: make_pipeline(SimpleImputer(),
    // StandardScaler(), KNeighborsRegressor(7, weights) or KNeighborsClassifier(7, weights)).
    [Theory]
    [InlineData(
        false,
        new[] { -1.7597999179, 1.6998576820, -.1280833908, -1.2895715524 },
        new[] { .5714285714, .4285714286, 0, .1428571429, .4285714286, .4285714286 }
    )]
    [InlineData(
        true,
        new[] { -2.2879580639, 1.7263528052, -1.8195253556, -1.2394197914 },
        new[] { .6772058408, .3227941592, 0, .0778442928, .5188502765, .4033054306 }
    )]
    public void Agrees_with_scikit_learn(bool byDistance, double[] quantities, double[] probabilities)
    {
        var trainer = new NearestRows(7, byDistance);
        int[] first = [.. Enumerable.Range(0, 200)];
        var (rows, grades) = (WaveRows.Quantities(), WaveRows.Grades());
        var scores = new double[4];
        trainer.Fit(new(rows.Take(first), rows), new(1)).Score(rows.Values.AsSpan(800, 16), scores);
        Assert.Equal(quantities, scores, (a, b) => Math.Abs(a - b) < 1e-6);

        var model = trainer.Fit(new(grades.Take(first), grades), new(1));
        var found = new double[6];
        model.Probabilities(rows.Row(200), found.AsSpan(0, 3));
        model.Probabilities(rows.Row(201), found.AsSpan(3, 3));
        Assert.Equal(probabilities, found, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_row_that_was_trained_on_has_its_label_by_distance()
    {
        var rows = WaveRows.Quantities();
        var model = new NearestRows(5, ByDistance: true).Fit(new(rows, rows), new(1));
        var scores = new double[300];
        model.Score(rows.Values, scores);
        Assert.Equal(rows.Labels.Select(label => (double)label), scores, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void A_probability_is_never_above_1()
    {
        var rows = Rows(600, 1) with { Labels = [.. Enumerable.Repeat(1f, 600)] };
        var model = new NearestRows(15, ByDistance: true).Fit(new(rows, rows), new(1));
        var (scores, probabilities) = (new double[300], new double[2]);
        var others = Rows(300, 2);
        model.Score(others.Values, scores);
        Assert.All(scores, score => Assert.Equal(1, score));
        for (var row = 0; row < 300; row++)
        {
            model.Probabilities(others.Row(row), probabilities);
            Assert.InRange(probabilities[1], 1 - 1e-12, 1);
        }
    }

    [Fact]
    public void The_number_is_checked() =>
        Assert.Contains("Neighbors", Assert.Throws<ArgumentException>(() => new NearestRows(1001)).Message);
}
