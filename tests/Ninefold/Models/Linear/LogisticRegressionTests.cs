using System.Text.Json;
using Ninefold.Features;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Linear;

public class LogisticRegressionTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new LogisticRegression();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<LogisticModel>(json)!;

    // scikit-learn 1.2.1 on WaveRows.Binary():
    // make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(C=1/l2, tol=1e-12)), sample_weight 1 + i % 3;
    // coefficients divided by the scaler's scale_.
    [Theory]
    [InlineData(1, false, new[] { 1.204365503, -.3524872986, .1253797491, .0019840657, -.2233221274 })]
    [InlineData(10, false, new[] { .9492356134, -.2775555394, .0969067611, .0043379650, -.2520477104 })]
    [InlineData(1, true, new[] { 1.1158109032, -.3192558977, .1656399864, .0078937631, -.2380003990 })]
    public void Agrees_with_scikit_learn(double l2, bool weighted, double[] expected)
    {
        var rows = WaveRows.Binary(weighted);
        var model = new LogisticRegression { L2 = l2 }.Fit(new(rows, rows), new(1));
        Assert.Equal(expected, [.. model.Coefficients, model.Intercept], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    // As above, with class_weight='balanced' and {0: 1, 1: 3}.
    [Theory]
    [InlineData(true, 1, new[] { 1.1826392873, -.3481740677, .1236333439, .0021887606, .0282935121 })]
    [InlineData(false, 3, new[] { 1.1423733746, -.3455611733, .1217404878, .0013141321, .8709988624 })]
    public void Class_weights_agree_with_scikit_learn(bool balanced, double positiveWeight, double[] expected)
    {
        var rows = WaveRows.Binary();
        var trainer = new LogisticRegression { Balanced = balanced, PositiveWeight = positiveWeight };
        var model = trainer.Fit(new(rows, rows), new(1));
        Assert.Equal(expected, [.. model.Coefficients, model.Intercept], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_column_that_never_varies_or_is_never_known_has_no_weight()
    {
        var values = Enumerable.Range(0, 40).SelectMany(i => new[] { i % 7, 3, float.NaN }).ToArray();
        float[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 7 > 3 ? 1f : 0)];
        var rows = new LabelledRows(
            new FeatureSchema(["a", "b", "c"], [false, false, false]),
            values,
            labels,
            [.. Enumerable.Range(0, 40)]
        );
        var model = new LogisticRegression().Fit(new(rows, rows), new(1));
        Assert.True(model.Coefficients[0] > 0);
        Assert.Equal([0, 0], model.Coefficients[1..]);
    }

    [Fact]
    public void Labels_that_cannot_be_learned_are_refused()
    {
        var rows = Rows(20, 1);
        var constant = rows with { Labels = new float[20] };
        var graded = rows with { Labels = [.. Enumerable.Range(0, 20).Select(i => (float)i)] };
        Assert.Contains("All 20 training rows have the label 0", Refused(constant));
        Assert.Contains("must be 0 to 1, row 2 has 2", Refused(graded));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { L2 = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { Iterations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { PositiveWeight = 0 });

        static string Refused(LabelledRows rows) =>
            Assert.Throws<ArgumentException>(() => new LogisticRegression().Fit(new(rows, rows), new(1))).Message;
    }
}
