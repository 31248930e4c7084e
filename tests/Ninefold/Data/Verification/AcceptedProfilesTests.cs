using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Tests.Data.Verification;

public sealed class AcceptedProfilesTests : IDisposable
{
    private static readonly DatasetInfo Old = new("movies", "somewhere", 4, new string('a', 64));
    private static readonly DatasetInfo New = Old with { Sha256 = new string('b', 64) };

    private readonly TemporaryFolder folder = new();
    private readonly AcceptedProfiles profiles;

    public AcceptedProfilesTests() => profiles = Open();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_next_version_is_compared_with_the_one_that_was_accepted_last()
    {
        Accept(Old, [Ratings(1, 2, 3, 4), Movies()]);
        var report = Open().Compare(New, [Ratings(4, 4, 4, 4), Movies()])!;
        Assert.Equal("movies against the version aaaaaaaaaaaa, which was accepted last", report.Subject);
        Assert.Equal("ratings: stars, stability index", Assert.Single(report.Checks, c => !c.Passed).What);
        Assert.Contains(report.Checks, c => c.What.StartsWith("movies: title", StringComparison.Ordinal));
        Accept(New, [Ratings(4, 4, 4, 4), Movies()]);
        Assert.True(profiles.Compare(Old, [Ratings(4, 4, 4, 4), Movies()])!.Passed);
    }

    [Fact]
    public void The_first_version_and_the_same_again_are_compared_with_nothing()
    {
        Assert.Null(profiles.Compare(Old, [Ratings(1)]));
        Accept(Old, [Ratings(1)]);
        Assert.Null(profiles.Compare(Old, [Ratings(1)]));
        Assert.Null(profiles.Compare(New with { Id = "songs" }, [Ratings(1)]));
    }

    [Fact]
    public void A_profile_comes_back_as_it_was_kept()
    {
        Table[] tables = [Ratings(1, double.NaN, -0.5), Movies(), new("empty", [new NumberColumn("n", [])])];
        Accept(Old, tables);
        var kept = Open().Find("movies")!;
        Assert.Equal(Old.Sha256, kept.Sha256);
        Assert.Equal(tables.Select(TableProfile.Of), kept.Tables, AsLines);
    }

    [Fact]
    public void A_table_that_was_not_there_before_is_compared_with_nothing()
    {
        Accept(Old, [Ratings(1, 2)]);
        Assert.DoesNotContain(
            profiles.Compare(New, [Ratings(1, 2), Movies()])!.Checks,
            c => c.What.StartsWith("movies", StringComparison.Ordinal)
        );
    }

    private static bool AsLines(TableProfile a, TableProfile b) =>
        a.Lines().SequenceEqual(b.Lines())
        && a.Columns.Zip(b.Columns)
            .All(c => c.First.Edges.Concat(c.First.Shares).SequenceEqual(c.Second.Edges.Concat(c.Second.Shares)));

    private void Accept(DatasetInfo info, Table[] tables) =>
        profiles.Accept(info.Id, new(info.Sha256, [.. tables.Select(TableProfile.Of)]));

    private AcceptedProfiles Open() => new(new Database(Path.Combine(folder.Path, "ninefold.db")));

    private static Table Ratings(params double[] stars) => new("ratings", [new NumberColumn("stars", [.. stars])]);

    private static Table Movies() => new("movies", [TextColumn.From("title", ["Sea", "Sun"])]);
}
