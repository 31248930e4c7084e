using System.Text.Json;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class ByFeatureTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new ByFeature("slope");

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<ColumnScore>(json)!;

    [Fact]
    public void Missing_values_come_last_either_way()
    {
        var scores = new double[3];
        foreach (var descending in new[] { true, false })
        {
            new ColumnScore(1, 0, descending).Score([float.NaN, 5, -5], scores);
            Assert.Equal([double.MinValue, descending ? 5 : -5, descending ? -5 : 5], scores);
        }
    }

    [Fact]
    public void An_unknown_column_is_refused_with_those_that_exist()
    {
        var data = new TabularData(Rows(10, 1), Rows(10, 2));
        var error = Assert.Throws<ArgumentException>(() => new ByFeature("price").Fit(data, new(1)));
        Assert.Equal("There is no column 'price'. Columns: slope, curve, code, noise.", error.Message);
    }
}
