using Ninefold.Data;
using Ninefold.Data.Tables;

namespace Ninefold.Tests.Data.Tables;

public class TableTests
{
    private static readonly Table Table = new(
        "t",
        [
            new NumberColumn("id", [31, 7, double.NaN, 31]),
            new NumberColumn("at", [1, 2, 3, 4]),
            TextColumn.From("name", ["a", null, "b", "a"]),
        ]
    );

    [Fact]
    public void A_schema_turns_ids_into_texts_and_seconds_into_milliseconds()
    {
        var table = Table.As(
            new("u", [new("at", ColumnType.Timestamp), new("id", ColumnType.Text), new("none", ColumnType.Text)])
        );
        Assert.Equal(("u", 4, 2), (table.Name, table.Rows, table.Columns.Count));
        Assert.Equal([1000, 2000, 3000, 4000], table.Numbers("at").Values.ToArray());
        Assert.Equal(["31", "7"], table.Texts("id").Distinct);
        Assert.Equal([0, 1, -1, 0], table.Texts("id").Codes.ToArray());
    }

    [Fact]
    public void A_column_that_is_not_there_is_told_with_those_that_are()
    {
        var error = Assert.Throws<InvalidDatasetException>(() => Table.Numbers("name"));
        Assert.Equal("'t' must have a column 'name' of numbers; it has id, at, name.", error.Message);
    }

    [Fact]
    public void Columns_of_unequal_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Table("t", [new NumberColumn("a", [1]), new NumberColumn("b", [])]));
}
