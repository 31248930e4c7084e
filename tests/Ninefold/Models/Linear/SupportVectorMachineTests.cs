using System.Text.Json;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Linear;

public class SupportVectorMachineTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new SupportVectorMachine();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<LinearModel>(json)!;

    // scikit-learn 1.2.1: make_pipeline(SimpleImputer(), StandardScaler(), LinearSVC(loss, C=.1, tol=1e-10)),
    // coefficients divided by the scaler's scale_.
    [Theory]
    [InlineData(HingeLoss.Hinge, false, new[] { .9478736509, -.2130008038, .0546379826, .0034506379, -.4672793923 })]
    [InlineData(HingeLoss.Hinge, true, new[] { .8470258572, -.1952600827, .1116318251, .0147117104, -.3612918644 })]
    [InlineData(
        HingeLoss.SquaredHinge,
        false,
        new[] { .4491544123, -.1266832593, .0439656213, .0026559948, -.1184233626 }
    )]
    [InlineData(
        HingeLoss.SquaredHinge,
        true,
        new[] { .4045341415, -.1113193850, .0599856288, .0054380080, -.1128202998 }
    )]
    public void Agrees_with_scikit_learn(HingeLoss loss, bool weighted, double[] expected)
    {
        var rows = WaveRows.Binary(weighted);
        var model = new SupportVectorMachine(loss, L2: 10, 100_000, 1e-9).Fit(new(rows, rows), new(1));
        Assert.Equal(expected, [.. model.Coefficients, model.Intercept], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new SupportVectorMachine((HingeLoss)7, 0, 0, 0)).Message;
        foreach (var part in new[] { "Loss must be one of Hinge, SquaredHinge", "L2", "Iterations", "Tolerance" })
            Assert.Contains(part, message);
    }

    [Fact]
    public void Labels_of_three_classes_are_refused()
    {
        var rows = WaveRows.Grades();
        var fault = Assert.Throws<ArgumentException>(() => new SupportVectorMachine().Fit(new(rows, rows), new(1)));
        Assert.Contains("must be 0 or 1, got 2", fault.Message);
    }
}
