using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public class ErrorNeighborsTests
{
    private static readonly LabelledRows Rows = WaveRows.Binary();

    [Fact]
    public void A_training_row_is_nearest_to_itself_and_distances_ascend()
    {
        var nearest = new ErrorNeighbors(Count: 20).Nearest(Rows, Rows.Row(17));
        Assert.Equal((17, 0.0), (nearest[0].Row, nearest[0].Distance));
        Assert.Equal(nearest.Select(n => n.Distance).Order(), nearest.Select(n => n.Distance));
        Assert.All(nearest, n => Assert.Equal(Rows.Labels[n.Row], n.Label));
    }

    [Fact]
    public void The_largest_errors_come_first_and_a_wrong_label_has_neighbours_that_agree_with_the_model()
    {
        // The model knows the rule; one label was turned round.
        var truth = WaveRows.Binary();
        var model = new FormulaModel(4, x => x[0] > 0 ? .9 : .1);
        var rows = truth with { Labels = [.. Enumerable.Range(0, 300).Select(i => truth.Row(i)[0] > 0 ? 1f : 0)] };
        rows.Labels[40] = 1 - rows.Labels[40];
        var errors = new ErrorNeighbors(Errors: 3, Count: 7).Of(model, rows with { Labels = [.. rows.Labels] }, rows);
        Assert.Equal(40, errors[0].Row);
        Assert.Equal(3, errors.Count);
        Assert.True(Math.Abs(errors[0].Score - errors[0].Label) > Math.Abs(errors[1].Score - errors[1].Label));
        // One of the seven is the row itself.
        Assert.InRange(errors[0].Agreeing, .6, 6 / 7.0 + 1e-9);
    }

    [Fact]
    public void Another_code_is_1_apart_and_other_columns_are_refused()
    {
        var rows = TabularTrainerContract.Rows(100, 1);
        float[] row = [.. rows.Row(5)];
        row[2] = 9;
        var self = new ErrorNeighbors(Count: 100).Nearest(rows, row).Single(n => n.Row == 5);
        Assert.Equal(1, self.Distance, 1e-12);
        Assert.Throws<ArgumentException>(() => new ErrorNeighbors().Of(new FormulaModel(4, _ => 0), rows, Rows));
        Assert.Throws<ArgumentException>(() => new ErrorNeighbors().Nearest(rows, new float[3]));
        Assert.Throws<ArgumentException>(() => new ErrorNeighbors(0, 0));
    }
}
