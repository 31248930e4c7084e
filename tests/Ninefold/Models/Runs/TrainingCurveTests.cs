using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Runs;

public sealed class TrainingCurveTests : IDisposable
{
    private readonly TinyHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_first_best_and_last_round()
    {
        var curve = TrainingCurve.Of("loss", [.. Enumerable.Range(1, 1000).Select(r => (double)r)], best: 613);
        Assert.InRange(curve.Rounds.Length, 200, 202);
        Assert.Equal((1, 1000), (curve.Rounds[0], curve.Rounds[^1]));
        Assert.Contains(613, curve.Rounds);
        Assert.Equal(curve.Rounds.Select(r => (double)r), curve.Values);
        Assert.Equal([1, 2, 3], TrainingCurve.Of("loss", [3, 2, 1], 3).Rounds);
    }

    [Fact]
    public void Boosted_trees_tell_their_curve_and_a_run_keeps_it_also_where_it_reuses_the_step()
    {
        var data = new TabularData(TabularTrainerContract.Rows(600, 1), TabularTrainerContract.Rows(300, 2));
        var trees = new BoostedTrees { Rounds = 80, Patience = 10 };
        var first = home.NewRun();
        var model = (TreeEnsemble)first.Fit("risk: trees", (ITabularTrainer)trees, data);
        var curve = Assert.Single(first.Curves);
        Assert.Equal(("risk: trees", "binary_logloss"), (curve.Name, curve.Metric));
        Assert.Equal(model.Trees, curve.Best);
        Assert.Equal(curve.Values.Min(), curve.Values[Array.IndexOf(curve.Rounds, curve.Best)]);
        Assert.Equal(Math.Min(80, curve.Best + 10), curve.Rounds[^1]);
        // The value at the best round is the loss of the model that was kept.
        var scores = new double[300];
        model.Score(data.Validation.Values, scores);
        var loss = scores.Select((s, i) => -Math.Log(data.Validation.Labels[i] == 1 ? s : 1 - s)).Average();
        Assert.Equal(loss, curve.Values.Min(), 1e-6);
        var second = home.NewRun();
        second.Fit("risk: trees", (ITabularTrainer)trees, data);
        Assert.True(Assert.Single(second.Steps).Reused);
        Assert.Equal(curve.Values, Assert.Single(second.Curves).Values);
    }

    [Fact]
    public void A_ranking_is_told_in_its_own_direction_and_without_patience_there_is_no_curve()
    {
        var data = new TabularData(TabularTrainerContract.Rows(600, 1), TabularTrainerContract.Rows(300, 2));
        var run = home.NewRun();
        run.Fit("ranks", (ITabularTrainer)new BoostedTrees { Objective = TreeObjective.LambdaRank, Rounds = 20 }, data);
        var curve = Assert.Single(run.Curves);
        Assert.Equal("ndcg", curve.Metric);
        Assert.All(curve.Values, v => Assert.InRange(v, 0, 1));
        run.Fit("blind", (ITabularTrainer)new BoostedTrees { Rounds = 5, Patience = 0 }, data);
        Assert.Single(run.Curves);
    }
}
