using System.Text.Json;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Linear;

public class ElasticNetTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new ElasticNet();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<LinearModel>(json)!;

    // scikit-learn 1.2.1: make_pipeline(SimpleImputer(), StandardScaler(), ElasticNet(alpha, l1_ratio, tol=1e-14)),
    // coefficients divided by the scaler's scale_.
    [Theory]
    [InlineData(.1, 1, false, new[] { 1.8429951258, -.4573554644, .1673936367, 0, -.0931542231 })]
    [InlineData(.1, 1, true, new[] { 1.8562155257, -.4435402721, .2242765942, 0, -.0917920145 })]
    [InlineData(.2, .5, false, new[] { 1.6826086640, -.4198214095, .1526937511, 0, -.0931542231 })]
    [InlineData(.2, .5, true, new[] { 1.6937365850, -.4078838837, .2042644811, 0, -.0918295072 })]
    public void Agrees_with_scikit_learn(double strength, double l1Share, bool weighted, double[] expected)
    {
        var rows = WaveRows.Quantities(weighted);
        var model = new ElasticNet(strength, l1Share).Fit(new(rows, rows), new(1));
        Assert.Equal(expected, [.. model.Coefficients, model.Intercept], (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(0, model.Coefficients[3]);
    }

    [Fact]
    public void A_penalty_beyond_all_leaves_the_mean()
    {
        var rows = WaveRows.Quantities();
        var model = new ElasticNet(1000, 1).Fit(new(rows, rows), new(1));
        Assert.Equal(new double[4], model.Coefficients);
        Assert.Equal(rows.Labels.Average(label => (double)label), model.Intercept, 1e-6);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new ElasticNet(0, 2, 0)).Message;
        foreach (var part in new[] { "Strength must be above 0", "L1Share must be 0 to 1, got 2", "Iterations" })
            Assert.Contains(part, message);
        Assert.Equal("lasso", new ElasticNet(L1Share: 1).Name);
    }
}
