using Ninefold.Data.Storage;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class MeanLabelTests
{
    [Fact]
    public void Every_row_scores_the_weighted_mean_of_the_training_labels()
    {
        var rows = new LabelledRows(new(["x"], [false]), [1, 2, 3], [0, 1, 4], [0, 1, 2], [1, 1, 2]);
        var model = new MeanLabel().Fit(new(rows, rows), new(1));
        var scores = new double[2];
        model.Score([7, float.NaN], scores);
        Assert.Equal([2.25, 2.25], scores);
        Assert.Equal(model, PartSerializer.Read<ITabularModel>(PartSerializer.Write(model)));
    }

    [Fact]
    public void Rows_that_cannot_be_used_and_cancellation_are_obeyed()
    {
        var none = new LabelledRows(new(["x"], [false]), [], [], []);
        var error = Assert.Throws<ArgumentException>(() => new MeanLabel().Fit(new(none, none), new(1)));
        Assert.Contains("there are no rows", error.Message, StringComparison.Ordinal);
        var stopped = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() =>
            new MeanLabel().Fit(new(none, none), new(1, Cancellation: stopped))
        );
    }
}
