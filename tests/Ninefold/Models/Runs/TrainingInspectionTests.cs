using Ninefold.Metrics;
using Ninefold.Models.Linear;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Runs;

public sealed class TrainingInspectionTests
{
    private static readonly LabelledRows Train = TabularTrainerContract.Rows(3000, 1);
    private static readonly LabelledRows Validation = TabularTrainerContract.Rows(800, 2);
    private static readonly BoostedTrees Trees = new() { Rounds = 30 };

    private static TrainingInspection Of(ITabularTrainer trainer, Metric<double, double>? metric = null) =>
        new(trainer, trainer.Fit(new(Train, Validation), new(1)), metric ?? new RocAuc(), Ranks: false);

    public static TheoryData<ITabularTrainer> Sound =>
        [Trees with { MinLeafRows = 100 }, new LogisticRegression(), new NearestRows(5)];

    [Theory]
    [MemberData(nameof(Sound))]
    public void Sound_trainings_hold(ITabularTrainer trainer)
    {
        var inspection = Of(trainer);
        if (trainer is not NearestRows) // which averages five rows
            Assert.True(inspection.FewRows(Train, new(1)).Passed, inspection.FewRows(Train, new(1)).Found);
        var shuffled = inspection.Shuffled(Train, Validation, new(1));
        Assert.True(shuffled.Passed, shuffled.Found);
    }

    [Fact]
    public void By_heart_is_told_of_losses_too()
    {
        Assert.True(Of(Trees, new LogLoss()).FewRows(Train, new(1)).Passed);
        var deaf = Of(new MeanLabel(), new LogLoss()).FewRows(Train, new(1));
        Assert.False(deaf.Passed);
        Assert.Contains("mean-label does not learn 32 rows by heart", deaf.Found);
    }

    [Fact]
    public void Rows_that_stand_in_both_parts_are_found_out()
    {
        var leaky = Train.Take([.. Enumerable.Range(0, 800)]);
        var shuffled = Of(new NearestRows(1)).Shuffled(leaky, leaky, new(1));
        Assert.False(shuffled.Passed);
        Assert.Contains("rows that stand in both parts", shuffled.Found);
    }

    [Fact]
    public void Columns_that_tell_few_rows_apart_leave_nothing_to_shuffle()
    {
        var few = Train with { Values = [.. Train.Values.Select(v => v > 0 ? 1f : 0)] };
        var error = Assert.Throws<ArgumentException>(() => Of(Trees).Shuffled(few, few, new(1)));
        Assert.Contains("only 16 are different", error.Message);
    }

    [Fact]
    public void A_linear_model_of_a_curve_is_too_weak_and_a_learner_by_heart_wants_more_rows()
    {
        var linear = Of(new LogisticRegression()).Learning(Train, new(1));
        Assert.Equal(LearningNeed.StrongerModel, linear.Advice.Need);
        Assert.Equal((2400, 3000, 3), (linear.Rows, linear.Of, linear.Curve.Count));
        Assert.Equal(1600, linear.Curve[^1].At, 20.0);
        Assert.All(linear.Curve, point => Assert.Equal(3, point.Test.Values.Count));
        Assert.NotEqual(LearningNeed.StrongerModel, Of(new NearestRows(1)).Learning(Train, new(1)).Advice.Need);
    }

    [Fact]
    public void A_ranking_is_learned_from_whole_queries()
    {
        var ranker = Trees with { Objective = TreeObjective.LambdaRank };
        var inspection = new TrainingInspection(
            ranker,
            ranker.Fit(new(Train, Validation), new(1)),
            new Ndcg(10).OverGroups(),
            Ranks: true
        );
        Assert.InRange(inspection.Learning(Train, new(1)).Curve[^1].Test.Mean, .8, 1);
        var shuffled = inspection.Shuffled(Train, Validation, new(1));
        Assert.True(shuffled.Passed, shuffled.Found);
    }

    [Fact]
    public void What_it_costs_is_known_before_it_is_done()
    {
        var inspection = Of(new MeanLabel());
        // Ten shuffles; two of three folds' rows at a quarter, a half and all of them, three times.
        Assert.Equal((8000, 5000), (inspection.FitOfShuffles(100_000), inspection.FitOfShuffles(500)));
        Assert.Equal((8400, 1750), (inspection.FitOfCurve(100_000), inspection.FitOfCurve(500)));
    }

    [Fact]
    public void One_class_is_refused_with_a_reason()
    {
        var one = Train with { Labels = new float[Train.Count] };
        Assert.Contains(
            "two different",
            Assert.Throws<ArgumentException>(() => Of(new LogisticRegression()).Learning(one, new(1))).Message
        );
        Assert.Throws<MetricUndefinedException>(() => Of(new LogisticRegression()).FewRows(one, new(1)));
    }
}
