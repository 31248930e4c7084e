using Ninefold.Data.Storage;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class ClassSharesTests
{
    [Fact]
    public void Every_row_has_the_weighted_shares_of_the_training_classes()
    {
        var rows = new LabelledRows(new(["x"], [false]), [1, 2, 3, 4], [0, 2, 1, 2], [0, 1, 2, 3], [1, 1, 2, 4]);
        var model = new ClassShares().Fit(new(rows, rows), new(1));
        var classes = Assert.IsType<ClassSharesModel>(model);
        Assert.Equal(3, classes.Classes);
        var probabilities = new double[3];
        classes.Probabilities([float.NaN], probabilities);
        Assert.Equal([.125, .25, .625], probabilities);
        var score = new double[1];
        model.Score([9], score);
        Assert.Equal(1.5, score[0]); // the expected label
        var read = PartSerializer.Read<ITabularModel>(PartSerializer.Write(model));
        Assert.Equal(classes.Shares, Assert.IsType<ClassSharesModel>(read).Shares);
    }

    [Fact]
    public void One_class_alone_is_refused()
    {
        var rows = new LabelledRows(new(["x"], [false]), [1, 2], [1, 1], [0, 1]);
        var error = Assert.Throws<ArgumentException>(() => new ClassShares().Fit(new(rows, rows), new(1)));
        Assert.Contains("class-shares needs two different ones", error.Message, StringComparison.Ordinal);
    }
}
