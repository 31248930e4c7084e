using Ninefold.Data;
using Ninefold.Data.Reading;

namespace Ninefold.Tests.Data.Reading;

public class ColumnNamesTests
{
    [Fact]
    public void Mappings_stand_in_one_text_or_several() =>
        Assert.Equal(
            [new("user", "a"), new("item", "b c"), new("value", "d=e")],
            ColumnNames.Parse(["user=a, item = b c", "value=d=e"])
        );

    [Theory]
    [InlineData("user")]
    [InlineData("user=")]
    [InlineData("=a")]
    [InlineData("user=a,user=b")]
    public void Others_are_refused(string mapping) =>
        Assert.Throws<InvalidDatasetException>(() => ColumnNames.Parse([mapping]));
}
