using Ninefold.Data;
using Ninefold.Data.Tables;

namespace Ninefold.Tests.Data.Tables;

public sealed class TableGuessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Types_are_guessed_from_all_cells_and_marks_among_numbers_are_empty()
    {
        var guessed = Read("age,city,on,code,,mixed\n12,Ulm,2024-05-01,7,x,1\nNA,NA,NA,8,y,b\n3.5,,2024-05-02,,z,\n");
        Assert.Equal(
            [
                ("age", ColumnType.Number),
                ("city", ColumnType.Text),
                ("on", ColumnType.Timestamp),
                ("code", ColumnType.Number),
                ("mixed", ColumnType.Text),
            ],
            guessed.Schema.Columns.Select(c => (c.Name, c.Type))
        );
        Assert.Equal(["NA"], guessed.Missing);
        Assert.Equal(1, guessed.Nameless);
        Assert.Equal([12, double.NaN, 3.5], guessed.Table.Numbers("age").Values.ToArray());
        Assert.Equal(["Ulm"], guessed.Table.Texts("city").Distinct); // in the whole file
        Assert.True(guessed.Table.Numbers("on").IsMissing(1));
    }

    [Fact]
    public void A_mark_that_stands_among_texts_alone_is_a_text()
    {
        var guessed = Read("alley,price\nNone,1\nGravel,2\n");
        Assert.Empty(guessed.Missing);
        Assert.Equal(["None", "Gravel"], guessed.Table.Texts("alley").Distinct);
    }

    [Fact]
    public void Numbers_are_moments_where_that_is_said()
    {
        var path = folder.Write("data.csv", "at,x\n1700000000,1\n1700000060,2\n");
        Assert.Equal(ColumnType.Number, Guess(path).TypeOf("at"));
        var guessed = Guess(path, "at");
        Assert.Equal(ColumnType.Timestamp, guessed.TypeOf("at"));
        Assert.Equal(1_700_000_060_000, guessed.Table.Numbers("at").Values[1]);
    }

    [Fact]
    public void Parquet_says_its_types_itself()
    {
        var path = Path.Combine(folder.Path, "data.parquet");
        ParquetFileTests.Write(
            path,
            "VALUES (1, 'x', DATE '2024-01-02', true, 1.5::DECIMAL(8, 2), 1700000000), (NULL, NULL, NULL, NULL, NULL, 1700000060)",
            "a, b, c, d, e, f"
        );
        var guessed = Guess(path, "f");
        Assert.Equal(
            [
                ColumnType.Number,
                ColumnType.Text,
                ColumnType.Timestamp,
                ColumnType.Number,
                ColumnType.Number,
                ColumnType.Timestamp,
            ],
            guessed.Schema.Columns.Select(c => c.Type)
        );
        Assert.Equal([1, double.NaN], guessed.Table.Numbers("d").Values.ToArray());
        Assert.Equal(1_700_000_000_000, guessed.Table.Numbers("f").Values[0]);
        File.WriteAllText(path, "no parquet");
        Assert.Contains("cannot be read", Assert.Throws<InvalidDatasetException>(() => Guess(path)).Message);
    }

    [Fact]
    public void Infinite_numbers_are_refused_with_their_lines()
    {
        var error = Assert.Throws<InvalidDatasetException>(() => Read("a,b\n1,2\ninf,3\n4,Infinity\n"));
        Assert.Equal(
            [
                "data.csv, line 3, column 'a': must be a number, but is 'inf'.",
                "data.csv, line 4, column 'b': must be a finite number, but is 'Infinity'.",
            ],
            error.Details
        );
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains(
            "There is no file 'nowhere.csv'",
            Assert.Throws<InvalidDatasetException>(() => Guess("nowhere.csv")).Message,
            StringComparison.Ordinal
        );

    private GuessedTable Read(string text) => Guess(folder.Write("data.csv", text));

    private static GuessedTable Guess(string path, string? moments = null) =>
        TableGuess.Read(path, moments, TestContext.Current.CancellationToken);
}
