using System.Text.Json;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Linear;

public class LinearRankerTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new LinearRanker();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<LinearModel>(json)!;

    // scikit-learn 1.2.1: of rows made as for LinearRegression, in groups of ten, LogisticRegression(C=1 / L2,
    // fit_intercept=False) on the differences of better and worse rows, every other one turned round with label 0, each
    // weighing the group's mean weight over its pairs; coefficients divided by the scaler's scale_.
    [Theory]
    [InlineData(1, false, new[] { 1.0205867679, -.2347711711, .0853804093, .0071824384 })]
    [InlineData(1, true, new[] { 1.1012189513, -.2544221546, .0926477012, .0067423084 })]
    [InlineData(10, false, new[] { .5434693211, -.1252183611, .0452663915, .0057104113 })]
    [InlineData(10, true, new[] { .7053362537, -.1626330248, .059107358, .0067171284 })]
    public void Agrees_with_scikit_learn(double l2, bool weighted, double[] expected)
    {
        var rows = WaveRows.Grades(weighted);
        rows = rows with { Groups = [.. Enumerable.Range(0, 300).Select(row => row / 10)] };
        var model = new LinearRanker(l2).Fit(new(rows, rows), new(1));
        Assert.Equal(expected, model.Coefficients, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(0, model.Intercept);
    }

    [Fact]
    public void Parameters_are_checked()
    {
        var message = Assert.Throws<ArgumentException>(() => new LinearRanker(-1, 0)).Message;
        Assert.Contains("L2 must be 0 or more, got -1", message);
        Assert.Contains("Iterations must be 1 or more, got 0", message);
    }
}

public class LinearRankerOrderTests : RankingTrainerContract
{
    protected override ITabularTrainer Trainer => new LinearRanker();
}
