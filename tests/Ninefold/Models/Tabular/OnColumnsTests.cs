using Ninefold.Data.Storage;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class OnColumnsTests
{
    private static readonly OnColumns Trainer = new("some", new LogisticRegression(), ["curve", "slope"]);

    [Fact]
    public void Other_columns_change_nothing()
    {
        var rows = TabularTrainerContract.Rows(300, 3);
        var model = Trainer.Fit(new(rows, rows), new(1));
        var (before, after) = (new double[rows.Count], new double[rows.Count]);
        model.Score(rows.Values, before);
        for (var row = 0; row < rows.Count; row++)
            rows.Values[row * 4 + 3] = 1000;
        model.Score(rows.Values, after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void It_survives_being_stored()
    {
        var rows = TabularTrainerContract.Rows(300, 3);
        var model = (ColumnSubset)Trainer.Fit(new(rows, rows), new(1));
        var read = PartSerializer.Read<ColumnSubset>(PartSerializer.Write(model));
        var (before, after) = (new double[rows.Count], new double[rows.Count]);
        model.Score(rows.Values, before);
        read.Score(rows.Values, after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Columns_that_do_not_exist_are_all_named()
    {
        var data = new TabularData(TabularTrainerContract.Rows(10, 1), TabularTrainerContract.Rows(10, 2));
        var error = Assert.Throws<ArgumentException>(() =>
            new OnColumns("some", new LogisticRegression(), ["price", "slope", "size"]).Fit(data, new(1))
        );
        Assert.Equal("'some' needs the columns price, size. There are: slope, curve, code, noise.", error.Message);
    }
}
