using Ninefold.Metrics;
using Ninefold.Models.Inspection;
using Ninefold.Models.Linear;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public class TrainingChecksTests
{
    private static readonly LabelledRows Rows = TabularTrainerContract.Rows(800, 1);
    private static readonly TrainingChecks Checks = new(new RocAuc());

    [Fact]
    public void A_tree_that_may_learns_a_batch_by_heart_and_a_stump_does_not()
    {
        var deep = new DecisionTree
        {
            Leaves = 100,
            Depth = 100,
            MinLeafRows = 1,
        };
        var passed = Checks.OverfitOneBatch(deep, Rows, 40, .99, new(1));
        Assert.True(passed.Passed, passed.Found);
        var held = Checks.OverfitOneBatch(new DecisionTree { Leaves = 2 }, Rows, 40, .99, new(1));
        Assert.False(held.Passed);
        Assert.Contains("does not learn 40 rows by heart", held.Found);
    }

    [Fact]
    public void Both_labels_are_in_the_batch_however_rare_one_is()
    {
        var rare = Rows with { Labels = [.. Rows.Labels.Select((_, i) => i == 777 ? 1f : 0)] };
        Assert.InRange(Checks.OverfitOneBatch(new LogisticRegression(), rare, 10, .5, new(1)).Value, 0, 1);
    }

    public static TheoryData<ITabularTrainer> Trainers =>
        [new LogisticRegression(), new BoostedTrees { Rounds = 30 }, new NearestRows(5)];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Sound_parts_tell_nothing_of_shuffled_labels(ITabularTrainer trainer)
    {
        var found = Checks.ShuffledLabels(trainer, new(Rows, TabularTrainerContract.Rows(600, 2)), new(1));
        Assert.True(found.Passed, found.Found);
        Assert.InRange(found.Value, .42, .58);
    }

    [Fact]
    public void Rows_that_stand_in_both_parts_are_found_out()
    {
        var data = new TabularData(
            Rows,
            TabularTrainerContract.Rows(400, 2).Append(Rows.Take([.. Enumerable.Range(0, 200)]))
        );
        var found = Checks.ShuffledLabels(new NearestRows(1), data, new(1));
        Assert.False(found.Passed);
        Assert.Contains("rows that stand in both parts", found.Found);
    }

    [Fact]
    public void Too_small_parts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Checks.OverfitOneBatch(new LogisticRegression(), Rows, 1, 1, new(1))
        );
        var one = Rows.Take([0, 1, 2]);
        Assert.Throws<ArgumentException>(() => Checks.ShuffledLabels(new LogisticRegression(), new(Rows, one), new(1)));
    }
}
