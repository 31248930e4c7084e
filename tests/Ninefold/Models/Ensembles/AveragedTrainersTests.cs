using Ninefold.Data.Storage;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Ensembles;

public sealed class AveragedTrainersTests : TabularTrainerContract
{
    private static readonly AveragedTrainers Averaged = new(new LogisticRegression(), new DecisionTree());

    protected override ITabularTrainer Trainer => Averaged;

    protected override string Save(ITabularModel model) => Convert.ToBase64String(PartSerializer.Write(model));

    protected override ITabularModel Load(string json) =>
        PartSerializer.Read<ITabularModel>(Convert.FromBase64String(json));

    [Fact]
    public void It_is_the_mean_of_its_members()
    {
        var data = new TabularData(Rows(600, 1), Rows(300, 2));
        var (linear, tree) = (Score(new LogisticRegression()), Score(new DecisionTree()));
        Assert.Equal(linear.Zip(tree, (a, b) => (a + b) / 2), Score(Averaged), (a, b) => Math.Abs(a - b) < 1e-12);

        double[] Score(ITabularTrainer trainer)
        {
            var scores = new double[300];
            trainer.Fit(data, new(1)).Score(data.Validation.Values, scores);
            return scores;
        }
    }

    [Fact]
    public void Of_models_of_classes_it_is_the_mean_probability_of_each()
    {
        var rows = WaveRows.Grades(weighted: false);
        var members = new ITabularTrainer[] { new MultinomialRegression(), new ClassShares() };
        var model = new AveragedTrainers(members).Fit(new(rows, rows), new(1));
        var averaged = Assert.IsType<AveragedClasses>(model);
        var (found, one, two) = (new double[3], new double[3], new double[3]);
        averaged.Probabilities(rows.Row(0), found);
        ((IClassModel)members[0].Fit(new(rows, rows), new(1))).Probabilities(rows.Row(0), one);
        ((IClassModel)members[1].Fit(new(rows, rows), new(1))).Probabilities(rows.Row(0), two);
        Assert.Equal(one.Zip(two, (a, b) => (a + b) / 2), found, (a, b) => Math.Abs(a - b) < 1e-12);
        var read = Assert.IsType<AveragedClasses>(Load(Save(model)));
        var again = new double[3];
        read.Probabilities(rows.Row(0), again);
        Assert.Equal(found, again);
    }

    [Theory]
    [InlineData(9)] // nine ninths would add up to more than 1
    [InlineData(11)]
    public void Members_that_are_certain_make_no_probability_above_1(int members)
    {
        var scores = new double[2];
        new AveragedModel([.. Enumerable.Repeat(new ConstantScore(4, 1), members)]).Score(new float[8], scores);
        Assert.Equal([1, 1], scores);
        new AveragedClasses([.. Enumerable.Repeat(new ClassSharesModel(4, [0, 1]), members)]).Probabilities(
            new float[4],
            scores
        );
        Assert.Equal([0, 1], scores);
    }

    [Fact]
    public void A_run_reuses_members_that_it_has_trained_as_rungs()
    {
        using var home = new TinyHome();
        var run = home.NewRun();
        var data = new TabularData(Rows(200, 1), Rows(100, 2));
        run.Fit<TabularData, ITabularModel>("alone", new DecisionTree(), data);
        run.Fit<TabularData, ITabularModel>("all", Averaged, data);
        Assert.Equal(
            [("alone", false), ("all: logistic-regression", false), ("all: decision-tree", true), ("all", false)],
            run.Steps.Select(s => (s.Name, s.Reused))
        );
    }

    [Fact]
    public void Members_need_different_names()
    {
        Assert.Equal(
            "An ensemble needs at least two members of different names, got [decision-tree].",
            Assert.Throws<ArgumentException>(() => new AveragedTrainers(new DecisionTree())).Message
        );
        Assert.Throws<ArgumentException>(() =>
            new AveragedTrainers(new DecisionTree(), new DecisionTree { Leaves = 3 })
        );
    }
}
