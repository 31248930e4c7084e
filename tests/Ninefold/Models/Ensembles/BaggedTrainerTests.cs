using Ninefold.Data.Storage;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Ensembles;

public sealed class BaggedTrainerTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new BaggedTrainer(new LogisticRegression(), 4);

    protected override string Save(ITabularModel model) => Convert.ToBase64String(PartSerializer.Write(model));

    protected override ITabularModel Load(string json) =>
        PartSerializer.Read<ITabularModel>(Convert.FromBase64String(json));

    [Fact]
    public void Deep_trees_become_better_and_no_two_are_the_same()
    {
        var tree = new DecisionTree
        {
            Leaves = 100,
            Depth = 100,
            MinLeafRows = 1,
        };
        var data = new TabularData(Rows(600, 1), Rows(600, 2));
        var bag = (AveragedModel)new BaggedTrainer(tree, 20).Fit(data, new(1));
        Assert.Equal(20, bag.Members.Cast<TreeEnsemble>().DistinctBy(member => member.Text).Count());
        Assert.True(Error(bag) < .8 * Error(tree.Fit(data, new(1))));

        double Error(ITabularModel model)
        {
            var scores = new double[600];
            model.Score(data.Validation.Values, scores);
            return scores.Zip(data.Validation.Labels, (score, label) => (score - label) * (score - label)).Average();
        }
    }

    [Fact]
    public void One_model_is_no_bag() =>
        Assert.Contains(
            "Models must be 2 or more, got 1",
            Assert.Throws<ArgumentException>(() => new BaggedTrainer(new LogisticRegression(), 1)).Message
        );
}
