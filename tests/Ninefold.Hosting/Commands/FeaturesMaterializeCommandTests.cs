using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class FeaturesMaterializeCommandTests : IAsyncLifetime
{
    private readonly VisitedHome home = new();

    public ValueTask InitializeAsync() => home.InitializeAsync();

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task Releases_and_files_are_taken_up_once_however_often()
    {
        var (lines, parquet) = (home.At("visits.jsonl"), home.At("visits.parquet"));
        await WriteAsync(lines, Visits(0, 30));
        await ObservationParquet.WriteAsync(parquet, Visits(20, 40), TestContext.Current.CancellationToken);
        var first = await home.JsonAsync("features", "materialize", "visited-flats", "--from", lines, parquet);
        Assert.Equal([(30, 30, 0), (20, 10, 10), (2, 2, 0), (1, 1, 0)], Counts(first));
        var again = await home.JsonAsync("features", "materialize", "visited-flats", "--from", lines);
        Assert.Equal([(30, 0, 30), (2, 0, 2), (1, 0, 1)], Counts(again));
        await CountIsAsync(42);
        Assert.NotEmpty(
            Directory.GetFiles(
                home.Workspace.ObservationFolder("visited-flats"),
                "*.checkpoint",
                SearchOption.AllDirectories
            )
        );

        await using var server = await SampleServer.StartAsync(home); // goes on from there
        var (_, read) = await server.GetAsync("/v1/systems/visited-flats/views/visits/attic");
        Assert.Equal(JsonValueKind.Number, read.GetProperty("ageSeconds").ValueKind);
        var busy = await home.RunAsync("features", "materialize", "visited-flats");
        Assert.Equal(2, busy.Code);
        Assert.Contains("is being written by process", busy.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_table_are_what_is_known_from_then_on()
    {
        var file = home.At("flat-2026.csv");
        await File.WriteAllTextAsync(
            file,
            "flat,since,rent,note\nattic,2026-03-04T12:00:00Z,620,more\ncellar,2026-03-05,,asked\ncellar,2026-03-06,90,low\n",
            TestContext.Current.CancellationToken
        );
        string[] command = ["features", "materialize", "visited-flats", "--from", file, "--columns", "item=flat"];
        Assert.Equal((2, 2, 0), Counts(await home.JsonAsync(command))[0]);
        Assert.Equal((2, 0, 2), Counts(await home.JsonAsync(command))[0]);
        Assert.Equal(500, await RentAsync("attic", "2026-03-04T12:00:00Z")); // of the training; a row is not before itself
        Assert.Equal(620, await RentAsync("attic", "2026-03-04T12:00:01Z"));
        Assert.Equal(90, await RentAsync("cellar", "2026-04-01"));
        await using var server = await SampleServer.StartAsync(home);
        var (_, read) = await server.GetAsync("/v1/systems/visited-flats/views/flat_rent/attic");
        Assert.Equal(620, read.GetProperty("values").GetProperty("flat_rent.last_all").GetDouble());
    }

    [Fact]
    public async Task What_is_later_than_a_view_in_tiles_takes_is_told()
    {
        var lines = home.At("rents.jsonl");
        await WriteAsync(
            lines,
            new[] { 20, 3, 18 }.Select(day =>
                VisitedFlatsSystem.Visit($"rent {day}", VisitedFlatsSystem.Monday.AddDays(day), 600 + day) with
                {
                    Kind = "flat.rent",
                    Item = "barn",
                }
            )
        );
        string[] command = ["features", "materialize", "visited-flats", "--from", lines];
        var told = (await home.JsonAsync(command)).EnumerateArray().First();
        Assert.Equal((3, 1), (told.GetProperty("added").GetInt32(), told.GetProperty("refused").GetInt32()));
        Assert.Equal(620, await RentAsync("barn", "2026-04-01"));
        Assert.Contains("1 refused: they are later", await home.OutputAsync([.. command[..^1], await MoreAsync()]));

        async Task<string> MoreAsync()
        {
            var more = home.At("more.jsonl");
            var late = VisitedFlatsSystem.Visit("late", VisitedFlatsSystem.Monday, 1);
            await WriteAsync(more, [late with { Kind = "flat.rent", Item = "barn" }]);
            return more;
        }
    }

    [Fact]
    public async Task A_file_of_which_nothing_counts_is_told_with_its_kinds()
    {
        var lines = home.At("visits.jsonl");
        await WriteAsync(lines, Visits(0, 3).Select(v => v with { Kind = "vist" }));
        var output = await home.OutputAsync("features", "materialize", "visited-flats", "--from", lines);
        Assert.Contains(
            "nothing counts: the views are of visit, flat.rent, the file is of vist",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_table_of_something_else_is_told_with_what_it_has()
    {
        var file = home.At("flat.csv");
        await File.WriteAllTextAsync(
            file,
            "item,since,price\nattic,2026-03-04,1\n",
            TestContext.Current.CancellationToken
        );
        var result = await home.RunAsync("features", "materialize", "visited-flats", "--from", file);
        Assert.Equal(2, result.Code);
        Assert.Contains(
            "needs the column 'rent', but has 'item', 'since', 'price'",
            result.Error,
            StringComparison.Ordinal
        );
        var other = home.At("house.csv");
        File.Copy(file, other);
        result = await home.RunAsync("features", "materialize", "visited-flats", "--from", other);
        Assert.Contains("There are: flat.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_stopped_half_way_goes_on_when_it_is_run_again()
    {
        var lines = home.At("visits.jsonl");
        await WriteAsync(lines, Visits(0, 15_000)); // a batch of 10,000, and a line that stops it after
        await File.AppendAllTextAsync(lines, "half a li", TestContext.Current.CancellationToken);
        var stopped = await home.RunAsync("features", "materialize", "visited-flats", "--from", lines);
        Assert.Equal(2, stopped.Code);
        Assert.Contains("line 15001", stopped.Error, StringComparison.Ordinal);
        await WriteAsync(lines, Visits(0, 15_000));
        var again = await home.JsonAsync("features", "materialize", "visited-flats", "--from", lines);
        Assert.Equal((15_000, 5_000, 10_000), Counts(again)[0]);
    }

    [Theory]
    [InlineData("visited-flats has no view 'nope'. There are: visits, unfilled, flat_rent.", "--view", "nope")]
    [InlineData("There is no file", "--from", "nope.jsonl")]
    [InlineData("must end in .parquet or .jsonl", "--from", "ninefold.db")]
    public async Task What_cannot_be_filled_is_told_in_one_line(string expected, string option, string value)
    {
        var given = option == "--from" ? home.At(value) : value;
        var result = await home.RunAsync("features", "materialize", "visited-flats", option, given);
        Assert.Equal(2, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_anything_wrong_is_told_by_line_or_number()
    {
        var file = home.At("bad.jsonl");
        foreach (
            var (bad, said) in new[]
            {
                (
                    JsonSerializer.Serialize(Visits(0, 1).First() with { System = "other" }, SystemEngine.Json),
                    "observation 2: 'system' must be 'visited-flats'; got 'other'"
                ),
                (
                    JsonSerializer.Serialize(Visits(0, 1).First() with { Value = 1e300 }, SystemEngine.Json),
                    "[1].value must be -1e+15 to 1e+15"
                ),
                ("""{"id":"x","value":NaN}""", "line 2: "),
                ("null", "line 2: null is no observation."),
            }
        )
        {
            await WriteAsync(file, Visits(7, 8));
            await File.AppendAllTextAsync(file, bad + "\n", TestContext.Current.CancellationToken);
            var result = await home.RunAsync("features", "materialize", "visited-flats", "--from", file);
            Assert.Equal(2, result.Code);
            Assert.Contains(said, result.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>A minute apart, after those of the training.</summary>
    private static IEnumerable<Observation> Visits(int from, int to) =>
        Enumerable
            .Range(from, to - from)
            .Select(i =>
                VisitedFlatsSystem.Visit($"file{i}", VisitedFlatsSystem.Monday.AddDays(2).AddMinutes(i % 1000), 10)
            );

    private static Task WriteAsync(string file, IEnumerable<Observation> observations) =>
        File.WriteAllTextAsync(
            file,
            string.Concat(observations.Select(o => JsonSerializer.Serialize(o, SystemEngine.Json) + "\n")),
            TestContext.Current.CancellationToken
        );

    private static List<(int, int, int)> Counts(JsonElement sources) =>
        [
            .. sources
                .EnumerateArray()
                .Select(s =>
                    (
                        s.GetProperty("observations").GetInt32(),
                        s.GetProperty("added").GetInt32(),
                        s.GetProperty("skipped").GetInt32()
                    )
                ),
        ];

    private async Task<double> RentAsync(string flat, string at)
    {
        var read = await home.JsonAsync("features", "get", "visited-flats", "flat_rent", flat, "--at", at);
        return read.GetProperty("values").GetProperty("flat_rent.last_all").GetDouble();
    }

    private async Task CountIsAsync(double expected)
    {
        var read = await home.JsonAsync("features", "get", "visited-flats", "visits", "attic", "--at", "2026-03-05");
        Assert.Equal(expected, read.GetProperty("values").GetProperty("visits.count_7d").GetDouble());
    }
}
