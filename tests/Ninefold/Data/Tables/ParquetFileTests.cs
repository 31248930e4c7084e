using DuckDB.NET.Data;
using Ninefold.Data;
using Ninefold.Data.Tables;

namespace Ninefold.Tests.Data.Tables;

public sealed class ParquetFileTests : IDisposable
{
    private static readonly TableSchema Ratings = new(
        "ratings.parquet",
        [
            new("user", ColumnType.Text),
            new("rating", ColumnType.Number),
            new("at", ColumnType.Timestamp),
            new("count", ColumnType.Integer) { Required = false },
        ]
    );

    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Path, "it's ratings.parquet");

    public void Dispose() => folder.Dispose();

    /// <summary>Writes a file of what a query gives.</summary>
    internal static void Write(string path, string query, string columns)
    {
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText =
            $"COPY (SELECT * FROM ({query}) AS t({columns})) TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }

    [Theory]
    [InlineData("TIMESTAMP '1970-01-12 13:46:40'")]
    [InlineData("TIMESTAMP_NS '1970-01-12 13:46:40'")]
    [InlineData("1000000")] // Unix seconds
    [InlineData("1000000::DECIMAL(18, 3)")]
    public void Columns_are_read_by_name_whatever_their_order_and_number_type(string at)
    {
        Write(File, $"VALUES ({at}, 'x', 1, 4.5::FLOAT), ({at}, 'y', 22, NULL)", "\"AT\", other, \"user\", rating");
        var table = Read();
        Assert.Equal(["1", "22"], table.Texts("user").Distinct);
        Assert.Equal([4.5, double.NaN], table.Numbers("rating").Values.ToArray());
        Assert.Equal([1e9, 1e9], table.Numbers("at").Values.ToArray());
        Assert.Null(table.Find("count"));
        Assert.Equal(("ratings.parquet", "row 2"), (table.Name, table.Place(1)));
    }

    [Fact]
    public void A_moment_with_a_zone_and_a_day_are_read_as_utc()
    {
        Write(File, "VALUES ('a', 1, TIMESTAMPTZ '1970-01-01 02:00:00+01', 3)", "\"user\", rating, \"at\", \"count\"");
        Assert.Equal([3_600_000], Read().Numbers("at").Values.ToArray());
        Write(File, "VALUES ('a', 1, DATE '1970-01-02', 3)", "\"user\", rating, \"at\", \"count\"");
        Assert.Equal([86_400_000], Read().Numbers("at").Values.ToArray());
    }

    [Fact]
    public void All_faults_are_told_by_row_and_column()
    {
        Write(File, "VALUES ('a', 'good', 'today')", "\"user\", rating, \"at\"");
        Assert.Equal(
            [
                "ratings.parquet, column 'rating': must hold numbers, but holds VARCHAR.",
                "ratings.parquet, column 'at': must hold moments, but holds VARCHAR.",
            ],
            Faults()
        );
        Write(
            File,
            "VALUES ('a', 'NaN'::DOUBLE, 1, 1.5), ('b', 'Infinity'::DOUBLE, 2, 2)",
            "\"user\", rating, \"at\", \"count\""
        );
        Assert.Equal(
            [
                "ratings.parquet, row 1, column 'rating': must be a finite number, but is 'NaN'.",
                "ratings.parquet, row 1, column 'count': must be a whole number, but is '1.5'.",
                "ratings.parquet, row 2, column 'rating': must be a finite number, but is 'Infinity'.",
            ],
            Faults()
        );
        Write(File, "VALUES (1, 2)", "\"at\", rating");
        Assert.Equal(["ratings.parquet: needs the column 'user', but has 'at', 'rating'."], Faults());
    }

    [Fact]
    public void Names_are_mapped()
    {
        Write(File, "VALUES ('a', 2, 1)", "\"a \"\"b\"\"\", rating, \"at\"");
        var names = new Dictionary<string, string> { ["user"] = "a \"b\"" };
        var table = ParquetFile.Read(File, Ratings, names, TestContext.Current.CancellationToken);
        Assert.Equal(["a"], table.Texts("user").Distinct);
    }

    [Fact]
    public void What_is_no_such_file_is_told()
    {
        Assert.Equal(["ratings.parquet: there is no such file."], Faults());
        System.IO.File.WriteAllText(File, "user,rating\na,1\n");
        Assert.Contains("ratings.parquet: ", Assert.Single(Faults()), StringComparison.Ordinal);
        Write(File, "VALUES ('a', 1, 1)", "\"user\", rating, \"at\"");
        var whole = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, whole[..(whole.Length / 2)]);
        Assert.Single(Faults());
    }

    private Table Read() => ParquetFile.Read(File, Ratings, cancellation: TestContext.Current.CancellationToken);

    private IReadOnlyList<string> Faults() => Assert.Throws<InvalidDatasetException>(Read).Details;
}
