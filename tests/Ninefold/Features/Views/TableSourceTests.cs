using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Data.Tables;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Tests.Data;
using Ninefold.Tests.Data.Tables;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class TableSourceTests : IDisposable
{
    private static readonly string[] People = ["ann", "bob", "eve"];

    /// <summary>Distinct by entity and moment, in any order; a cell may be empty.</summary>
    private static readonly Gen<Row[]> AnyRows = Gen.Select(
            Gen.OneOf(People),
            Gen.Int[0, Latest],
            Gen.OneOf(double.NaN, -3, 0, 1e6),
            Gen.OneOf(double.NaN, .5, 2),
            (who, at, limit, age) => new Row(who, at, limit, age)
        )
        .Array[1, 40]
        .Select(rows => rows.DistinctBy(r => (r.Who, r.At)).ToArray());

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private sealed record Row(string Who, long At, double Limit, double Age);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_path_has_the_latest_row_strictly_before_the_moment() =>
        await Gen.Select(AnyRows, Gen.OneOf<int?>(null, 9))
            .SampleAsync(
                async t =>
                {
                    var (rows, most) = t;
                    var source = Profiles(most is { } age ? Time(age) : null);
                    var observations = source.Observations(TableOf(rows)).ToList();
                    var training = new FeatureStore();
                    training.Fill(source.Views, observations);
                    var file = Path.Combine(folder.Path, "profile.parquet");
                    await ObservationParquet.WriteAsync(file, observations, Cancellation);
                    List<EntityMoment> asked =
                    [
                        .. from who in People.Append("nobody")
                        from at in Enumerable.Range(0, Latest + 2)
                        select new EntityMoment(who, Moment(at)),
                    ];
                    foreach (
                        var (view, value) in source.Views.Zip(new Func<Row, double>[] { r => r.Limit, r => r.Age })
                    )
                    {
                        var offline = new OfflineView(view) { Temporary = folder.Path }.Compute(
                            [file],
                            asked,
                            Cancellation
                        );
                        var (online, next) = (new ViewState(view), 0);
                        foreach (var ((who, at), i) in asked.Select((a, i) => (a, i)).OrderBy(a => a.a.At))
                        {
                            while (next < observations.Count && observations[next].At < at)
                                online.Add(observations[next++]);
                            var expected = AsOf(rows, who, at.ToUnixTimeMilliseconds(), value, most);
                            Assert.Equal(expected, online.Read(who, at).All[0]);
                            Assert.Equal(expected, training.Read(view, who, at).All[0]);
                            Assert.Equal(expected, offline[i]);
                        }
                        var report = await ConsistencyCheck.RunAsync(
                            new OfflineView(view) { Temporary = folder.Path },
                            [file],
                            cancellation: Cancellation
                        );
                        Assert.True(report.IsConsistent);
                    }
                },
                iter: 25,
                threads: 1
            );

    [Fact]
    public void A_view_is_of_one_value_and_its_version_is_of_its_table_and_column()
    {
        var source = Profiles(TimeSpan.FromDays(90));
        Assert.Equal(["profile_limit.last_all", "profile_age.last_all"], source.Views.SelectMany(v => v.Columns));
        var limit = source["limit"];
        Assert.Same(source.Views[0], limit);
        Assert.Equal((source, "risk", "what is agreed"), (limit.Table, limit.Owner, limit.Doc));
        Assert.Equal("last by subject of profile.limit over all, at most 90.00:00:00 old", limit.Definition);
        Assert.NotEqual(limit.Version, source["age"].Version);
        Assert.NotEqual(limit.Version, Profiles()["limit"].Version);
        var changes = limit with { Name = "limit_changes", Aggregates = [Aggregate.Count] };
        Assert.Same(source, TableSource.Of([limit, changes]));
        Assert.Equal(
            "The table 'profile' has no column 'limt'. It has: limit, age.",
            Assert.Throws<KeyNotFoundException>(() => source["limt"]).Message
        );
    }

    [Fact]
    public void A_row_counts_once_in_whatever_file_it_comes()
    {
        var source = Profiles();
        Row[] rows = [new("ann", 5, 100, 40), new("ann", 9, 200, double.NaN)];
        var all = source.Observations(TableOf(rows), "shop").ToList();
        Assert.Equal(["profile.limit@5:ann", "profile.age@5:ann", "profile.limit@9:ann"], all.Select(o => o.Id));
        Assert.All(all, o => Assert.Equal(("shop", "ann", null), (o.System, o.Subject, o.Item)));
        var state = new ViewState(source["limit"]);
        foreach (var observation in all.Concat(source.Observations(TableOf(rows[1..]))))
            state.Add(observation);
        Assert.Equal((1, 2), (state.Past().Entities.Count, state.Past().Count));
        var (one, other) = (new string('x', 200), new string('x', 199) + "y");
        var longs = source.Observations(TableOf([new(one, 1, 1, 1), new(other, 1, 1, 1)])).ToList();
        Assert.Equal(4, longs.Select(o => o.Id).Distinct().Count());
        Assert.All(longs, o => Assert.InRange(o.Id.Length, 1, ObservationRules.MaxId));
    }

    [Theory]
    [InlineData("profile.csv")]
    [InlineData("profile-2026-03.parquet")]
    public void A_file_is_read_as_rows_whatever_else_it_has(string name)
    {
        var path = Path.Combine(folder.Path, name);
        if (name.EndsWith(".csv", StringComparison.Ordinal))
            File.WriteAllText(
                path,
                "note,since,subject,limit,age\nx,1970-01-01T00:00:00.007Z,ann,100,\ny,1970-01-02,7,2.5,40\n"
            );
        else
            ParquetFileTests.Write(
                path,
                "VALUES ('x', TIMESTAMP '1970-01-01 00:00:00.007', 'ann', 100, NULL), ('y', TIMESTAMP '1970-01-02', '7', 2.5, 40)",
                "note, since, subject, \"limit\", age"
            );
        var source = new TableSource("profile", ViewEntity.Subject, ["limit", "age"]) { ValidFrom = "since" };
        Assert.True(source.IsFile(path));
        Assert.False(source.IsFile("profiles.csv"));
        var read = source.Observations(source.Read(path, cancellation: Cancellation));
        Assert.Equal(
            [
                ("profile.limit", "ann", 7, 100),
                ("profile.limit", "7", 86_400_000, 2.5),
                ("profile.age", "7", 86_400_000, 40),
            ],
            read.Select(o => (o.Kind, o.Subject, o.At.ToUnixTimeMilliseconds(), o.Value))
        );
        var renamed = new TableSource("profile", ViewEntity.Subject, ["limit", "years"]) { ValidFrom = "since" };
        var mapped = new Dictionary<string, string> { ["years"] = "age" };
        Assert.Equal(3, renamed.Observations(renamed.Read(path, mapped, Cancellation)).Count());
    }

    [Fact]
    public void All_that_is_wrong_with_a_table_is_told_at_once()
    {
        var table = new Table(
            "profile.csv",
            [
                TextColumn.From("subject", ["ann", null, "ann", new('x', 300)]),
                new NumberColumn("valid_from", [5, 6, 5, double.NaN]),
                new NumberColumn("limit", [double.PositiveInfinity, 1, 2, 3]),
                TextColumn.From("age", ["40", "41", "42", "43"]),
            ]
        );
        var faults = Assert.Throws<InvalidDatasetException>(() => Profiles().Observations(table)).Details;
        Assert.Equal(
            [
                "profile.csv: subject, missing must be none, but is 1 (25.00 %), first on row 2.",
                "profile.csv: valid_from, missing must be none, but is 1 (25.00 %), first on row 4.",
                "profile.csv: limit must be -1000000000000000 to 1000000000000000, but is Infinity on row 1.",
                "profile.csv: age must be numbers, but is texts.",
                "profile.csv: subject with valid_from must be unique, but is 'ann, 5' on row 1 and on row 3.",
                "profile.csv: subject, longest must be at most 256 characters, but is 300.",
            ],
            faults
        );
        var other = new Table("profile.csv", [TextColumn.From("customer", ["ann"]), new NumberColumn("limit", [1])]);
        faults = Assert.Throws<InvalidDatasetException>(() => Profiles().Observations(other)).Details;
        Assert.Equal(3, faults.Count); // subject, valid_from, age
        Assert.All(faults, f => Assert.EndsWith("must be present, but is only customer, limit.", f));
    }

    [Theory]
    [InlineData(
        "subject,valid_from,limit\nann,5,1\n",
        "needs the column 'age', but has 'subject', 'valid_from', 'limit'"
    )]
    [InlineData("subject,valid_from,limit,age\nann,5,NaN,1\n", "column 'limit': must be a finite number, but is 'NaN'")]
    [InlineData("subject,valid_from,limit,age\nann,5,1e300,1\n", "but is 1E+300 on line 2")]
    [InlineData("subject,valid_from,limit,age\nann,never,1,1\n", "must be Unix seconds")]
    [InlineData("subject,valid_from,limit,age\n,5,1,1\n", "subject, missing must be none")]
    [InlineData("subject,valid_from,limit,age\nann,1969-12-31,1,1\n", "valid_from must be 0 to")]
    [InlineData("subject,valid_from,limit,age\n", "rows must be at least 1, but is 0")]
    public void A_file_of_something_else_is_refused_by_line_and_column(string text, string expected)
    {
        var path = Path.Combine(folder.Path, "profile.csv");
        File.WriteAllText(path, text);
        var error = Assert.Throws<InvalidDatasetException>(() => Profiles().Read(path, cancellation: Cancellation));
        Assert.Contains(expected, string.Join('\n', error.Details), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_cannot_be_is_told_with_all_its_faults()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new TableSource("Profile", ViewEntity.Item, ["limit", "limit", "", new('x', 60)])
        );
        foreach (
            var fault in new[]
            {
                "the name 'Profile' must",
                "the name '' must",
                "'limit' twice",
                "at most 64 characters",
            }
        )
            Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "at least one column",
            Assert.Throws<ArgumentException>(() => new TableSource("t", ViewEntity.Item, [])).Message,
            StringComparison.Ordinal
        );
        var paid = Profiles()["limit"] with { Name = "paid", Table = null };
        error = Assert.Throws<ArgumentException>(() => TableSource.Of([Profiles()["age"], paid]));
        Assert.Equal(
            "A table fills the views of one source, but they are of 'profile_age': profile, 'paid': observations.",
            error.Message
        );
        Assert.Equal(
            "'x.csv' must be called after a table, such as NAME.csv or NAME-2026.parquet. There are: profile.",
            Assert.Throws<InvalidDataException>(() => TableSource.OfFile("x.csv", [.. Profiles().Views, paid])).Message
        );
    }

    private static TableSource Profiles(TimeSpan? maxAge = null) =>
        new("profile", ViewEntity.Subject, ["limit", "age"])
        {
            MaxAge = maxAge,
            Owner = "risk",
            Doc = "what is agreed",
        };

    private static Table TableOf(IReadOnlyList<Row> rows) =>
        new(
            "profile.csv",
            [
                TextColumn.From("subject", rows.Select(r => r.Who)),
                new NumberColumn("valid_from", [.. rows.Select(r => (double)r.At)]),
                new NumberColumn("limit", [.. rows.Select(r => r.Limit)]),
                new NumberColumn("age", [.. rows.Select(r => r.Age)]),
            ]
        );

    /// <summary>Slow and obvious: of the rows that state it, the latest before the moment.</summary>
    private static double AsOf(Row[] rows, string who, long now, Func<Row, double> value, int? most)
    {
        var stated = rows.Where(r => r.Who == who && r.At < now && !double.IsNaN(value(r))).ToList();
        var latest = stated.MaxBy(r => r.At);
        return latest is null || now - latest.At > most ? double.NaN : value(latest);
    }
}
