using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Tests.Data.Verification;

public class SchemaVerificationTests
{
    private static readonly TableSchema[] Schemas =
    [
        new(
            "ratings",
            [
                new("user", ColumnType.Text) { Distinct = 2 },
                new("movie", ColumnType.Text) { References = new("movies", "id") },
                new("rating", ColumnType.Number) { Minimum = 0, Maximum = 5 },
                new("device", ColumnType.Text)
                {
                    Allowed = ["tv", "phone"],
                    Missing = .5,
                    Required = false,
                },
            ]
        )
        {
            Rows = 3,
            Key = ["user", "movie"],
        },
        new("movies", [new("id", ColumnType.Text) { Unique = true }]),
        new("extra", [new("id", ColumnType.Text)]) { Required = false },
    ];

    private static readonly Table Movies = new("movies", [TextColumn.From("id", ["x", "y"])]);

    [Fact]
    public void Good_tables_pass_every_check()
    {
        var report = Verify(Ratings(["a", "b", "a"], ["x", "x", "y"], [0, 5, 2.5], ["tv", null, "phone"]), Movies);
        Assert.True(report.Passed, string.Join('\n', report.Lines()));
        report.ThrowIfFailed();
        Assert.Contains("  passed  ratings: rating: must be 0 to 5, found 0 to 5", report.Lines());
        Assert.Contains("ratings: device, missing", report.Checks.Select(c => c.What));
    }

    [Fact]
    public void All_failures_are_told_at_once_with_their_places()
    {
        var table = Ratings(
            ["a", "b", "a", "a"],
            ["x", "z", "y", "x"],
            [-1, 5, double.NaN, 2],
            ["tv", null, null, "radio"]
        );
        var report = Verify(table, new("movies", [TextColumn.From("id", ["x", "y", "x"])]));
        Assert.Equal(
            [
                "ratings: rows must be 3, but is 4.",
                "ratings: movie must be in movies: id, but is 'z' on row 2.",
                "ratings: rating, missing must be none, but is 1 (25.00 %), first on row 3.",
                "ratings: rating must be 0 to 5, but is -1 on row 1.",
                "ratings: device must be one of tv, phone, but is 'radio' on row 4.",
                "ratings: user with movie must be unique, but is 'a, x' on row 1 and on row 4.",
                "movies: id must be unique, but is 'x' on row 1 and on row 3.",
            ],
            Assert.Throws<InvalidDatasetException>(report.ThrowIfFailed).Details
        );
    }

    [Fact]
    public void What_is_absent_or_of_another_kind_is_told()
    {
        var table = new Table(
            "ratings",
            [TextColumn.From("rating", ["4", "5", "4"]), TextColumn.From("user", ["a", "b", "c"])]
        );
        var failed = Verify(table).Checks.Where(c => !c.Passed).Select(c => $"{c.What}: {c.Allowed}, {c.Found}");
        Assert.Equal(
            [
                "ratings: user, distinct: 2, 3",
                "ratings: movie: present, only rating, user",
                "ratings: rating: numbers, texts",
                "table movies: present, none",
            ],
            failed
        );
    }

    [Fact]
    public void An_empty_table_fails()
    {
        var report = SchemaVerification.Verify(
            "t",
            [new("movies", [new("id", ColumnType.Text)])],
            [new("movies", [TextColumn.From("id", [])])]
        );
        Assert.Equal(
            "'t' is not as expected: movies: rows must be at least 1, but is 0.",
            Assert.Throws<InvalidDatasetException>(report.ThrowIfFailed).Message
        );
    }

    private static VerificationReport Verify(params Table[] tables) =>
        SchemaVerification.Verify("movielens", Schemas, tables);

    private static Table Ratings(string[] users, string[] movies, List<double> ratings, string?[] devices) =>
        new(
            "ratings",
            [
                TextColumn.From("user", users),
                TextColumn.From("movie", movies),
                new NumberColumn("rating", ratings),
                TextColumn.From("device", devices),
            ]
        );
}
