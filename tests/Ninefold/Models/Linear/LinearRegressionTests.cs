using System.Text.Json;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Linear;

public class LinearRegressionTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new LinearRegression();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<LinearModel>(json)!;

    // scikit-learn 1.2.1: make_pipeline(SimpleImputer(), StandardScaler(), LinearRegression() or Ridge(alpha)),
    // coefficients divided by the scaler's scale_.
    [Theory]
    [InlineData(0, false, new[] { 1.9845154501, -.4902369827, .1832425932, .0029885671, -.0931542231 })]
    [InlineData(0, true, new[] { 1.9965268700, -.4766489475, .2400926015, .0059762112, -.0919105141 })]
    [InlineData(10, false, new[] { 1.9233516706, -.4760696415, .1775420660, .0029129149, -.0931542231 })]
    [InlineData(10, true, new[] { 1.9651038893, -.4698049189, .2362371147, .0059150027, -.0919156325 })]
    public void Agrees_with_scikit_learn(double l2, bool weighted, double[] expected)
    {
        var rows = WaveRows.Quantities(weighted);
        var model = new LinearRegression(l2).Fit(new(rows, rows), new(1));
        Assert.Equal(expected, [.. model.Coefficients, model.Intercept], (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Fact]
    public void Of_columns_that_are_the_same_each_takes_half()
    {
        float[] labels = [.. Enumerable.Range(0, 50).Select(i => 3f * (i % 7) + 1)];
        var rows = new LabelledRows(
            new(["a", "a again"], new bool[2]),
            [.. Enumerable.Range(0, 100).Select(i => (float)(i / 2 % 7))],
            labels,
            [.. Enumerable.Range(0, 50)]
        );
        var model = new LinearRegression().Fit(new(rows, rows), new(1));
        Assert.Equal([1.5, 1.5], model.Coefficients, (a, b) => Math.Abs(a - b) < 1e-9);
        var contributions = new double[2];
        Assert.Equal(16, model.Explain([5, 5], contributions) + contributions.Sum(), 1e-6);
    }

    [Fact]
    public void The_penalty_is_checked() =>
        Assert.Contains(
            "L2 must be 0 or more, got -1",
            Assert.Throws<ArgumentException>(() => new LinearRegression(-1)).Message
        );
}
