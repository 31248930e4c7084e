using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Hosting.Tests.Api;

public sealed class ObservationsEndpointTests : IDisposable
{
    private const string Path = "/v1/observations";
    private readonly TrainedHome home = new();

    public void Dispose() => home.Dispose();

    private static string Click(string id, string system = "sample") =>
        $$"""{"id":"{{id}}","system":"{{system}}","kind":"click","at":"2026-01-01T00:00:00Z","value":1.5,"data":[1]}""";

    private async Task<List<Observation>> StoredAsync()
    {
        var stored = new List<Observation>();
        await foreach (
            var one in new ObservationReader(home.Workspace.ObservationFolder("sample")).ReadAsync(
                cancellation: TestContext.Current.CancellationToken
            )
        )
            stored.Add(one);
        return stored;
    }

    [Fact]
    public async Task What_is_acknowledged_is_there_once_also_after_a_restart()
    {
        await home.InitializeAsync();
        await using (var server = await SampleServer.StartAsync(home))
        {
            var (status, body) = await server.PostAsync(Path, $"[{Click("a")},{Click("b")},{Click("a")}]");
            Assert.Equal(200, status);
            Assert.Equal(2, body.GetProperty("stored").GetInt32());
            Assert.Equal(1, body.GetProperty("duplicates").GetInt32());
            Assert.Equal(["a", "b"], (await StoredAsync()).Select(o => o.Id)); // durable now, not only at the end
        }
        await using var again = await SampleServer.StartAsync(home);
        var (_, second) = await again.PostAsync(Path, $" {Click("b")}"); // one, not a list
        Assert.Equal(0, second.GetProperty("stored").GetInt32());
        Assert.Equal(1, second.GetProperty("duplicates").GetInt32());
        Assert.Equal(1.5, (await StoredAsync())[0].Value);
    }

    [Fact]
    public async Task A_batch_with_anything_wrong_is_not_stored_at_all()
    {
        await home.InitializeAsync();
        await using var server = await SampleServer.StartAsync(home);
        foreach (
            var (json, said) in new[]
            {
                ("", "not a valid Observation"),
                ("[{}]", "lacks"),
                ("[null]", "null"),
                ("null", "null"),
                ("7", "not a valid Observation"),
                ($"[{Click("a")},{Click("b", "nope")}]", "'nope', which is not here. There are: sample"),
                ($"[{Click("a")},{Click("")}]", "[1].id"),
                ($"[{Click("a")},{Click("b").Replace("1.5", "NaN", StringComparison.Ordinal)}]", "$[1].value"),
                (
                    $"[{Click("a")},{Click("b").Replace("[1]", new string('[', 1000), StringComparison.Ordinal)}]",
                    "depth"
                ),
                ($"[{Click("a")},{Click("b").Replace("value", "worth", StringComparison.Ordinal)}]", "$[1].worth"),
                ($"[{Click("a")},{Click("b").Replace("2026", "2999", StringComparison.Ordinal)}]", "[1].at"),
                (
                    $"[{Click("a")},{Click("b").Replace("1.5", "1e999", StringComparison.Ordinal)}]",
                    "[1].value must be finite"
                ),
                (
                    $"[{Click("a")},{Click("b").Replace("1.5", "-2e15", StringComparison.Ordinal)}]",
                    "[1].value must be -1e+15 to 1e+15; got -2"
                ),
            }
        )
        {
            var (status, body) = await server.PostAsync(Path, json);
            Assert.Equal(400, status);
            Assert.Contains(said, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Without_a_release_observations_are_not_acknowledged()
    {
        await using var server = await SampleServer.StartAsync(home);
        var (status, body) = await server.PostAsync(Path, Click("a"));
        Assert.Equal(503, status);
        Assert.Contains("not trained", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
