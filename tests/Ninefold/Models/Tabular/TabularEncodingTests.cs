using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class TabularEncodingTests
{
    [Fact]
    public void A_table_becomes_rows_with_its_labels_groups_and_weights()
    {
        var features = new FeatureSet<(float Size, string Colour)>("shoe")
        {
            { "size", shoe => shoe.Size },
            { "colour", shoe => shoe.Colour, new OneHot(1) },
        };
        var table = features.Table([(1, "red"), (2, "red"), (3, "blue")], [0, 1, 0], [0, 0, 1], [1, 2, 3]);
        var rows = features.Fit(table).Encode(table);
        Assert.Equal(["size", "colour=red", "colour:other"], rows.Schema.Names);
        Assert.Equal([1, 1, 0, 2, 1, 0, 3, 0, 1], rows.Values);
        Assert.Equal([0, 1, 0], rows.Labels);
        Assert.Equal([0, 0, 1], rows.Groups);
        Assert.Equal([1f, 2, 3], rows.Weights!);
    }
}
