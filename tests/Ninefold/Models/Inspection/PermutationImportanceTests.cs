using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public class PermutationImportanceTests
{
    private static readonly LabelledRows Rows = TabularTrainerContract.Rows(400, 2);
    private static readonly ITabularModel Model = new BoostedTrees { Rounds = 40, Leaves = 7 }.Fit(
        new(TabularTrainerContract.Rows(800, 1), Rows),
        new(1)
    );

    private static double Accuracy(double[] scores) =>
        scores.Zip(Rows.Labels, (score, label) => score > .5 == (label == 1) ? 1.0 : 0).Average();

    [Fact]
    public void What_tells_the_label_matters_and_noise_does_not()
    {
        var before = Rows.Values.ToArray();
        var importance = new PermutationImportance().Measure(Model, Rows, Accuracy, new(1));
        Assert.Equal(before, Rows.Values);
        Assert.Equal(Rows.Schema.Names, importance.Select(i => i.Column));
        Assert.Equal("slope", importance.MaxBy(i => i.Mean)!.Column);
        Assert.True(importance[0].Mean > .1 && importance[0].Deviation > 0);
        Assert.InRange(importance[3].Mean, -.03, .03);
    }

    [Fact]
    public void A_column_the_model_does_not_read_has_exactly_none()
    {
        var byOne = new ColumnScore(4, Column: 1, Descending: true);
        var importance = new PermutationImportance(3).Measure(
            byOne,
            Rows,
            scores => scores.Zip(Rows.Labels, (s, l) => Math.Max(s, -9) * l).Sum(),
            new(1)
        );
        Assert.Equal([0, 0, 0], new[] { 0, 2, 3 }.Select(column => importance[column].Mean));
        Assert.NotEqual(0, importance[1].Mean);
    }

    [Fact]
    public void The_seed_decides_and_cancellation_is_obeyed()
    {
        var measure = new PermutationImportance(2);
        Assert.Equal(measure.Measure(Model, Rows, Accuracy, new(1)), measure.Measure(Model, Rows, Accuracy, new(1)));
        Assert.NotEqual(measure.Measure(Model, Rows, Accuracy, new(1)), measure.Measure(Model, Rows, Accuracy, new(2)));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            measure.Measure(Model, Rows, Accuracy, new(1, Cancellation: new CancellationToken(true)))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new PermutationImportance(0));
    }
}
