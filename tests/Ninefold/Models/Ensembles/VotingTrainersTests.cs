using Ninefold.Data.Storage;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Ensembles;

public sealed class VotingTrainersTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new VotingTrainers(new LogisticRegression(), new DecisionTree());

    // Votes are few numbers: only where the label is plain do they rank well.
    protected override TabularData Learnable => new(Plain(Rows(600, 1)), Plain(Rows(200, 2)));

    protected override string Save(ITabularModel model) => Convert.ToBase64String(PartSerializer.Write(model));

    protected override ITabularModel Load(string json) =>
        PartSerializer.Read<ITabularModel>(Convert.FromBase64String(json));

    [Fact]
    public void Each_member_has_a_vote()
    {
        var model = new VotingModel([new ColumnScore(2, 0, true), new ColumnScore(2, 1, true)], .5);
        var scores = new double[4];
        model.Score([0, 0, 1, 0, 0, .5f, 9, 9], scores);
        Assert.Equal([0, .5, .5, 1], scores);
    }

    [Fact]
    public void The_threshold_is_checked() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new VotingTrainers(new LogisticRegression(), new DecisionTree()) { Threshold = double.NaN }
        );

    private static LabelledRows Plain(LabelledRows rows) =>
        rows with
        {
            Labels = [.. Enumerable.Range(0, rows.Count).Select(row => rows.Row(row)[0] > 0 ? 1f : 0)],
        };
}
