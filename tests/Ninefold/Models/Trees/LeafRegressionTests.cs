using System.Text.Json;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class LeafRegressionTests : TabularTrainerContract
{
    private static readonly LeafRegression Quick = new()
    {
        Trees = new() { Rounds = 20, Leaves = 8 },
    };

    protected override ITabularTrainer Trainer => Quick;

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<LeafRegressionModel>(json)!;

    [Fact]
    public void The_score_is_the_sigmoid_of_the_weights_of_the_leaves()
    {
        var rows = Rows(600, 1);
        var model = Quick.Fit(new(rows, Rows(200, 2)), new(1));
        Assert.Equal(model.Trees.Model.Leaves.Length, model.Weights.Length);
        var score = new double[1];
        model.Score(rows.Row(5), score);
        var logit =
            model.Intercept
            + model.Trees.Model.Roots.Sum(r => (double)model.Weights[model.Trees.Model.Leaf(r, rows.Row(5))]);
        Assert.Equal(1 / (1 + Math.Exp(-logit)), score[0], 1e-9);
    }

    [Fact]
    public void Trees_of_another_objective_and_a_single_group_are_refused()
    {
        Assert.Throws<ArgumentException>(() =>
            new LeafRegression { Trees = new() { Objective = TreeObjective.Regression } }
        );
        var rows = Rows(20, 1) with { Groups = new int[20] };
        var fault = Assert.Throws<ArgumentException>(() => Quick.Fit(new(rows, rows), new(1)));
        Assert.Contains("at least two groups of training rows, got 1", fault.Message);
    }
}
