using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Sources;
using Ninefold.Data.Tables;

namespace Ninefold.Systems.VideoRecommendation.Data;

/// <summary>
/// MovieLens: ratings of movies by volunteers, with their times. The small set comes in two editions; the newer is only to be
/// had from its authors, the older also within a package of Debian.
/// </summary>
public static class MovieLens
{
    private const string GroupLens =
        "F. M. Harper and J. A. Konstan, \"The MovieLens Datasets: History and Context\", ACM TiiS 5(4), 2015.";

    private const string GroupLensLicence =
        "research; no commercial use or redistribution without permission of GroupLens";

    private static readonly SampleOrigin Volunteers = new(
        SampleKind.Convenience,
        "people who found movielens.org and rated 20 movies or more"
    );

    /// <summary>The start of 1995, when the oldest ratings were made, Unix milliseconds.</summary>
    private const double Oldest = 788_918_400_000;

    /// <summary>The start of 2100; later ones come from a wrong unit.</summary>
    private const double Newest = 4_102_444_800_000;

    /// <summary>The edition of September 2018: 100,836 ratings of 610 users, 9,742 movies.</summary>
    public static CatalogEntry Small2018 { get; } =
        new()
        {
            Id = "movielens-small-2018",
            Title = "MovieLens small, September 2018",
            Licence = GroupLensLicence,
            Citation = GroupLens,
            Sample = Volunteers,
            Files = ["ratings.csv", "movies.csv"],
            Tables = Csv(ratings: 100_836, users: 610, movies: 9_742),
            // The file bears no edition in its name, so that the counts rather than a hash tell whether it is this one.
            Sources = [new DownloadSource(new("https://files.grouplens.org/datasets/movielens/ml-latest-small.zip"))],
        };

    /// <summary>The edition of October 2016: 100,004 ratings of 671 users, 9,066 rated movies.</summary>
    public static CatalogEntry Small2016 { get; } =
        new()
        {
            Id = "movielens-small-2016",
            Title = "MovieLens small, October 2016",
            Licence = GroupLensLicence,
            Citation = $"{GroupLens} As packaged by R. A. Irizarry and A. Gill, \"dslabs: Data Science Labs\", CRAN.",
            Sample = Volunteers,
            Files = ["Rdata.rdx", "Rdata.rdb"],
            Tables = [Package(rows: 100_004, users: 671, movies: 9_066)],
            Sources = [new DebianPackageSource("r-cran-dslabs")],
        };

    /// <summary>The small set, the newer edition preferred.</summary>
    public static IReadOnlyList<CatalogEntry> Small { get; } = [Small2018, Small2016];

    /// <summary>The tables <c>ratings.csv</c> and <c>movies.csv</c>, which all newer editions have.</summary>
    /// <param name="ratings">How many ratings there must be; null allows any number.</param>
    /// <param name="users">How many users.</param>
    /// <param name="movies">How many movies, those that nobody rated included.</param>
    internal static IReadOnlyList<TableSchema> Csv(int? ratings = null, int? users = null, int? movies = null) =>
        [
            new("ratings.csv", Ratings(users, "movies.csv")) { Rows = ratings, Key = ["userId", "movieId"] },
            new(
                "movies.csv",
                [Id("movieId") with { Unique = true }, new("title", ColumnType.Text), new("genres", ColumnType.Text)]
            )
            {
                Rows = movies,
            },
        ];

    /// <summary>The tables of the edition of a million ratings, which have no header.</summary>
    internal static IReadOnlyList<TableSchema> Million { get; } =
    [
        new("ratings.dat", Ratings(null, "movies.dat")) { Key = ["userId", "movieId"] },
        new(
            "movies.dat",
            [Id("movieId") with { Unique = true }, new("title", ColumnType.Text), new("genres", ColumnType.Text)]
        ),
        new(
            "users.dat",
            [
                Id("userId") with
                {
                    Unique = true,
                },
                new("gender", ColumnType.Text) { Allowed = ["F", "M"] },
                new("age", ColumnType.Text),
                new("occupation", ColumnType.Text),
                new("zip", ColumnType.Text),
            ]
        ),
    ];

    /// <summary>The one table of the R package, a row a rating.</summary>
    internal static TableSchema Package(int? rows = null, int? users = null, int? movies = null) =>
        new(
            "movielens",
            [
                Id("userId") with
                {
                    Distinct = users,
                },
                Id("movieId") with
                {
                    Distinct = movies,
                },
                Rating,
                Moment,
                new("title", ColumnType.Text) { Missing = .001 },
                new("year", ColumnType.Integer)
                {
                    Missing = .001,
                    Minimum = 1874,
                    Maximum = 2016,
                },
                new("genres", ColumnType.Text),
            ]
        )
        {
            Rows = rows,
            Key = ["userId", "movieId"],
        };

    private static ColumnSchema Rating => new("rating", ColumnType.Number) { Minimum = .5, Maximum = 5 };

    private static ColumnSchema Moment => new("timestamp", ColumnType.Timestamp) { Minimum = Oldest, Maximum = Newest };

    private static ColumnSchema Id(string name) => new(name, ColumnType.Text);

    private static ColumnSchema[] Ratings(int? users, string movies) =>
        [
            Id("userId") with
            {
                Distinct = users,
            },
            Id("movieId") with
            {
                References = new(movies, "movieId"),
            },
            Rating,
            Moment,
        ];
}
