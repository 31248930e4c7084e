using System.Text.Json;
using Ninefold.Data;

namespace Ninefold.Hosting.Tests.Api;

public sealed class ViewRoutesTests(VisitedServer visited) : IClassFixture<VisitedServer>
{
    private const string Views = "/v1/systems/visited-flats/views";

    private readonly SampleServer server = visited.Server;

    [Fact]
    public async Task What_is_observed_is_in_the_next_read()
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var visit = VisitedFlatsSystem.Visit("observed", at, 42) with { Item = "loft" };
        var (_, before) = await server.GetAsync($"{Views}/visits/loft");
        Assert.Equal(JsonValueKind.Null, before.GetProperty("ageSeconds").ValueKind);
        Assert.Equal(JsonValueKind.Null, before.GetProperty("values").GetProperty("visits.mean_7d").ValueKind);
        Assert.Equal(0, before.GetProperty("values").GetProperty("visits.count_7d").GetDouble());

        await server.PostAsync("/v1/observations", JsonSerializer.Serialize(visit, SystemEngine.Json));
        var (status, after) = await server.GetAsync($"{Views}/visits/loft");
        Assert.Equal(200, status);
        Assert.Equal(42, after.GetProperty("values").GetProperty("visits.mean_7d").GetDouble());
        var age = (after.GetProperty("at").GetDateTimeOffset() - at).TotalSeconds;
        Assert.Equal(age, after.GetProperty("ageSeconds").GetDouble(), 0.002); // moments are kept to the millisecond
    }

    [Fact]
    public async Task What_is_pushed_twice_counts_once_and_what_is_too_old_is_told()
    {
        var now = TimeProvider.System.GetUtcNow();
        var visits = new[]
        {
            now.AddDays(-1),
            now.AddDays(-13),
            now.AddDays(-15),
        } // a week, and a week late at most
        .Select((at, i) => VisitedFlatsSystem.Visit($"pushed{i}", at, 5) with { Item = "hut" });
        var json = JsonSerializer.Serialize(visits, SystemEngine.Json);
        foreach (var stored in new[] { 3, 0 })
        {
            var (status, body) = await server.PostAsync("/v1/observations", json);
            Assert.Equal(200, status);
            Assert.Equal(
                (stored, 3 - stored, 1),
                (
                    body.GetProperty("stored").GetInt32(),
                    body.GetProperty("duplicates").GetInt32(),
                    body.GetProperty("tooOld").GetInt32()
                )
            );
        }
        var (_, read) = await server.GetAsync($"{Views}/visits/hut");
        Assert.Equal(1, read.GetProperty("values").GetProperty("visits.count_7d").GetDouble());
        Assert.Equal(JsonValueKind.Null, read.GetProperty("staleSeconds").ValueKind);
    }

    [Fact]
    public async Task What_is_later_than_a_view_in_tiles_takes_is_told()
    {
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal((2, 0), await PushAsync(Rent("barn-1", now.AddMinutes(-5)), Rent("barn-2", now.AddMinutes(-9))));
        Assert.Equal(
            (3, 1),
            await PushAsync(Rent("barn-3", now.AddDays(-9)), Rent("barn-4", now), Rent("barn-5", now))
        );

        static Observation Rent(string id, DateTimeOffset at) =>
            VisitedFlatsSystem.Visit(id, at, 700) with
            {
                Kind = "flat.rent",
                Item = "barn",
            };

        async Task<(int Stored, int Refused)> PushAsync(params Observation[] rents)
        {
            var json = JsonSerializer.Serialize(rents, SystemEngine.Json);
            var (_, body) = await server.PostAsync("/v1/observations", json);
            return (body.GetProperty("stored").GetInt32(), body.GetProperty("refused").GetInt32());
        }
    }

    [Fact]
    public async Task Many_are_read_as_of_one_moment_in_the_order_asked()
    {
        string[] entities = ["attic", "cellar", "attic"];
        var asked = JsonSerializer.Serialize(entities.Select(entity => new { view = "visits", entity }));
        var (status, body) = await server.PostAsync($"{Views}/read", asked);
        Assert.Equal(200, status);
        var reads = body.EnumerateArray().ToList();
        Assert.Equal(entities, reads.Select(r => r.GetProperty("entity").GetString()));
        Assert.Single(reads.Select(r => r.GetProperty("at").GetDateTimeOffset()).Distinct());
        Assert.Equal(
            [JsonValueKind.Number, JsonValueKind.Null, JsonValueKind.Number],
            reads.Select(r => r.GetProperty("ageSeconds").ValueKind)
        );
    }

    [Theory]
    [InlineData("/v1/systems/nope/views/visits/attic", "No system 'nope'. There are: visited-flats.")]
    [InlineData(Views + "/nope/attic", "visited-flats has no view 'nope'. There are: visits, unfilled, flat_rent.")]
    [InlineData(Views + "/unfilled/attic", "was trained without the view 'unfilled'. Train again.")]
    public async Task What_is_not_there_is_a_problem(string path, string expected)
    {
        var (status, body) = await server.GetAsync(path);
        Assert.Equal(404, status);
        Assert.Contains(expected, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_list_is_told_at_once()
    {
        var (status, body) = await server.PostAsync($"{Views}/read", """[{"view":"a","entity":"x"}, null]""");
        Assert.Equal(400, status);
        Assert.Equal(
            [
                "Read 0: visited-flats has no view 'a'. There are: visits, unfilled, flat_rent.",
                "Read 1 is null; send objects.",
            ],
            body.GetProperty("errors").EnumerateArray().Select(e => e.GetString())
        );
    }

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1001, 400)]
    public async Task A_list_has_at_most_a_thousand_reads(int count, int expected)
    {
        var asked = JsonSerializer.Serialize(Enumerable.Repeat(new { view = "visits", entity = "attic" }, count));
        Assert.Equal(expected, (await server.PostAsync($"{Views}/read", asked)).Status);
    }

    [Theory]
    [InlineData("null", 400)]
    [InlineData("{}", 400)]
    [InlineData("""[{"view":"visits"}]""", 400)]
    [InlineData("""[{"view":"visits","entity":null}]""", 400)]
    [InlineData("[]", 200)]
    public async Task A_body_must_be_a_list_of_reads(string json, int expected) =>
        Assert.Equal(expected, (await server.PostAsync($"{Views}/read", json)).Status);

    [Fact]
    public async Task An_unknown_system_cannot_be_read()
    {
        Assert.Equal(404, (await server.PostAsync("/v1/systems/nope/views/read", "[]")).Status);
    }
}
