using System.IO.Compression;
using System.Text;
using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Tables;

namespace Ninefold.Tests.Data.Tables;

public sealed class DelimitedFileTests : IDisposable
{
    private static readonly TableSchema Ratings = new(
        "ratings.csv",
        [
            new("user", ColumnType.Text),
            new("rating", ColumnType.Number),
            new("at", ColumnType.Timestamp),
            new("count", ColumnType.Integer) { Required = false },
        ]
    );

    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_are_read_by_name_whatever_their_order_and_others_are_ignored()
    {
        var table = Read("at,other,user,RATING\r\n1000,x,ann,4.5\r\n\r\n2000,y,bob,\r\n");
        Assert.Equal(["ann", "bob"], table.Texts("user").Distinct);
        Assert.Equal([4.5, double.NaN], table.Numbers("rating").Values.ToArray());
        Assert.Equal([1_000_000, 2_000_000], table.Numbers("at").Values.ToArray());
        Assert.Null(table.Find("count"));
        Assert.Equal("line 4", table.Place(1)); // the empty line counts
    }

    [Fact]
    public void Marks_that_mean_missing_are_empty_cells_of_any_type()
    {
        var path = folder.Write("ratings.csv", "user,rating,at\nNA,1, NA \nNAN,NA,2000\n");
        var table = DelimitedFile.Read(path, Ratings, new() { Missing = ["NA", "?"] }, cancellation: cancellation);
        Assert.True(table.Texts("user").IsMissing(0));
        Assert.Equal("NAN", table.Texts("user").Text(1));
        Assert.Equal([1, double.NaN], table.Numbers("rating").Values.ToArray());
        Assert.Equal([double.NaN, 2_000_000], table.Numbers("at").Values.ToArray());
    }

    [Fact]
    public void Any_text_survives_quoting() =>
        OneOf("", "\"", ",", "\n", "\r\n", " ", "ü", "\"\"", "a\"b", "x", "1")
            .Array[3]
            .Select(string.Concat)
            .Array[1, 30]
            .Sample(
                texts =>
                {
                    var lines = texts.Select(t => $"\"{t.Replace("\"", "\"\"")}\",1,2");
                    var table = Read("user,rating,at\n" + string.Join('\n', lines));
                    Assert.Equal(texts, Enumerable.Range(0, table.Rows).Select(table.Texts("user").Text));
                },
                threads: 1
            );

    [Fact]
    public void Records_larger_than_the_buffer_are_read()
    {
        var rows = Enumerable.Range(0, 40_000).Select(i => $"\"user,{i}\",{i % 5},{1_000_000 + i}");
        var table = Read("user,rating,at\n\"" + new string('x', 500_000) + "\",1,1\n" + string.Join('\n', rows));
        Assert.Equal(40_001, table.Rows);
        Assert.Equal("user,39999", table.Texts("user").Text(40_000));
        Assert.Equal("line 40002", table.Place(40_000));
    }

    [Theory]
    [InlineData("user;rating;at\nann;4;1000\n")]
    [InlineData("user\trating\tat\nann\t4\t1000\n")]
    [InlineData("\uFEFFuser,rating,at\nann,4,1000\n")]
    public void Separators_and_a_byte_order_mark_are_found_out(string text) =>
        Assert.Equal("ann 4 1000000", string.Join(' ', Read(text).Columns.Select(c => c.Text(0))));

    [Fact]
    public void Latin_1_without_a_header_is_read()
    {
        var path = folder.Write(
            "movies.dat",
            Encoding.Latin1.GetBytes("1::Misérables, Les::Drama\n2::\"Quoted\"::Drama\n")
        );
        var schema = new TableSchema(
            "movies.dat",
            [new("id", ColumnType.Text), new("title", ColumnType.Text), new("genres", ColumnType.Text)]
        );
        var table = DelimitedFile.Read(path, schema, DelimitedFormat.DoubleColon, cancellation: cancellation);
        Assert.Equal(["Misérables, Les", "\"Quoted\""], table.Texts("title").Distinct);
        Assert.Equal("line 2", table.Place(1));
    }

    [Fact]
    public void A_gzip_is_read_and_a_cut_one_is_told()
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(
                Encoding.UTF8.GetBytes(
                    "user,rating,at\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"u{i},4,1000\n"))
                )
            );
        Assert.Equal(1000, ReadFile(folder.Write("a.csv.gz", memory.ToArray())).Rows);
        var cut = folder.Write("b.csv.gz", memory.ToArray()[..1000]);
        Assert.Throws<InvalidDatasetException>(() => ReadFile(cut));
    }

    [Theory]
    [InlineData("", "ratings.csv: the file is empty.")]
    [InlineData("user,rating,at\nann,4,1000\nbob,x5,1000\n", "line 3, column 'rating': must be a number, but is 'x5'.")]
    [InlineData("user,rating,at\nann,NaN,1000\n", "line 2, column 'rating': must be a finite number, but is 'NaN'.")]
    [InlineData("user,rating,at\nann,1e999,1000\n", "must be a finite number, but is '1e999'.")]
    [InlineData(
        "user,rating,at\nann,4,yesterday\n",
        "line 2, column 'at': must be Unix seconds, Unix milliseconds or ISO 8601"
    )]
    [InlineData("user,rating,at,count\nann,4,1000,1.5\n", "column 'count': must be a whole number, but is '1.5'.")]
    [InlineData("user,rating,at\nann,4\nbob,4,1000\n", "line 2: has 2 cells, but must have 3.")]
    [InlineData(
        "user,rating,at\nann,4,1000\nbob,4",
        "line 3: the file is cut off here: its last line has 2 of 3 cells."
    )]
    [InlineData("user,rating,at\n\"ann,4,1000\nbob,4,1000\n", "line 2: a quote that opens here is not closed.")]
    [InlineData(
        "customer,rating,at\nann,4,1000\n",
        "needs the column 'user', but has 'customer', 'rating', 'at'. Say which column is which, for example --columns user=customer"
    )]
    [InlineData("user,rating,at,at\nann,4,1,1\n", "the column 'at' occurs twice")]
    public void What_is_wrong_is_named_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDatasetException>(() => Read(text)).Message);

    [Fact]
    public void Other_encodings_are_told_with_the_byte()
    {
        var latin1 = folder.Write("latin1.csv", Encoding.Latin1.GetBytes("user,rating,at\nann,4,1000\nréné,4,1000\n"));
        Assert.Contains(
            "line 3: the file must be UTF-8, but byte 27 (0xE9) is not",
            Assert.Throws<InvalidDatasetException>(() => ReadFile(latin1)).Message
        );
        var utf16 = folder.Write(
            "utf16.csv",
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("user,rating,at\n")]
        );
        Assert.Contains("is UTF-16", Assert.Throws<InvalidDatasetException>(() => ReadFile(utf16)).Message);
    }

    [Fact]
    public void The_first_ten_problems_are_listed_and_the_rest_counted()
    {
        var rows = string.Concat(Enumerable.Range(0, 1234).Select(_ => "ann,x,1000\n"));
        var error = Assert.Throws<InvalidDatasetException>(() => Read("user,rating,at\n" + rows));
        Assert.Equal(11, error.Details.Count);
        Assert.Equal("… and 1,224 more.", error.Details[^1]);
        Assert.StartsWith("ratings.csv, line 2, column 'rating'", error.Details[0]);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_file_is_told() =>
        Assert.Contains(
            "none.csv",
            Assert.Throws<InvalidDatasetException>(() => ReadFile(Path.Combine(folder.Path, "none.csv"))).Message
        );

    [Fact]
    public void Any_bytes_end_with_a_table_or_a_problem() =>
        Gen.OneOf(OneOf((byte)'"', (byte)',', (byte)'\n', (byte)'\r', (byte)'1', (byte)'a', (byte)0xC3), Gen.Byte)
            .Array[0, 200]
            .Sample(
                bytes =>
                {
                    var path = folder.Write("any.csv", [.. "user,rating,at\n"u8, .. bytes]);
                    try
                    {
                        Assert.True(ReadFile(path).Rows <= bytes.Length);
                    }
                    catch (InvalidDatasetException e)
                    {
                        Assert.NotEmpty(e.Details);
                    }
                },
                threads: 1
            );

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private Table Read(string text) => ReadFile(folder.Write("ratings.csv", text));

    private Table ReadFile(string path) => DelimitedFile.Read(path, Ratings, cancellation: cancellation);
}
