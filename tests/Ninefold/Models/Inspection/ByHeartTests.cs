using Ninefold.Metrics;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Inspection;
using Ninefold.Models.Linear;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public sealed class ByHeartTests
{
    private static readonly BoostedTrees Trees = new() { MinLeafRows = 50, L2 = 5 };
    private static readonly LabelledRows Rows = TabularTrainerContract.Rows(400, 1);

    public static TheoryData<ITabularTrainer> HeldBack =>
        [
            Trees,
            new RandomForest { MinLeafRows = 50 },
            new DecisionTree { MinLeafRows = 50 },
            new AveragedTrainers(Trees, new RandomForest { MinLeafRows = 50 }),
            new OnColumns("some", Trees, ["slope", "curve", "noise"]),
        ];

    [Theory]
    [MemberData(nameof(HeldBack))]
    public void A_trainer_that_is_held_back_learns_a_few_rows_once_it_is_loosened(ITabularTrainer trainer)
    {
        var checks = new TrainingChecks(new RocAuc());
        Assert.False(checks.OverfitOneBatch(trainer, Rows, 32, .95, new(1)).Passed);
        var loosened = ByHeart.Loosened(trainer);
        Assert.Equal(trainer.Name, loosened.Name);
        var check = checks.OverfitOneBatch(loosened, Rows, 32, .95, new(1));
        Assert.True(check.Passed, check.Found);
    }

    [Fact]
    public void Another_trainer_is_left_as_it_is()
    {
        var nearest = new NearestRows(5);
        Assert.Same(nearest, ByHeart.Loosened(nearest));
        Assert.Equal(0, ((LinearRegression)ByHeart.Loosened(new LinearRegression(L2: 3))).L2);
        Assert.True(((LogisticRegression)ByHeart.Loosened(new LogisticRegression())).L2 < 1);
    }

    [Fact]
    public void A_linear_model_learns_one_row_more_than_it_sees_columns()
    {
        var linear = new LogisticModel([1, 2, 3], new double[3], 0);
        Assert.Equal(4, ByHeart.Rows(linear));
        Assert.Equal(4, ByHeart.Rows(new ColumnSubset(9, [1, 2, 3], linear)));
        Assert.Equal(int.MaxValue, ByHeart.Rows(new FormulaModel(3, _ => 0)));
    }
}
