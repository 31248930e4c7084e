using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Tests.Api;

public sealed class HealthRoutesTests
{
    [Fact]
    public async Task A_server_is_ready_with_systems_that_were_never_trained()
    {
        using var home = new SampleHome();
        await using var server = await SampleServer.StartAsync(home);
        Assert.Equal(200, (await server.GetAsync("/health/live")).Status);
        var (status, body) = await server.GetAsync("/health/ready");
        Assert.Equal(200, status);
        Assert.Equal("notTrained", body.GetProperty("systems").GetProperty("sample").GetString());
    }

    [Fact]
    public async Task A_server_whose_release_was_swapped_is_not_ready_and_says_why()
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        foreach (var artifact in Directory.EnumerateFiles(home.At("artifacts"), "*", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(artifact, "swapped", TestContext.Current.CancellationToken);
        await using var server = await SampleServer.StartAsync(home);

        Assert.Equal(200, (await server.GetAsync("/health/live")).Status);
        Assert.Equal(503, (await server.GetAsync("/health/ready")).Status);
        var (status, body) = await server.PostAsync(
            "/v1/systems/sample/predict",
            """{"district":"hill","squareMetres":50}"""
        );
        Assert.Equal(503, status);
        Assert.Contains("was changed", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_challenger_is_damaged_is_ready_and_says_what_it_cannot_try()
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        var releases = home.Workspace.Releases;
        var (champion, challenger) = (releases.Get("sample", "champion"), releases.Get("sample", "heuristic"));
        var damaged = challenger with { Id = "damaged", Parts = new Dictionary<string, StoredPart>() };
        releases.Add(damaged, "run");
        releases.Point("sample", "challenger", damaged.Id, "for the test");
        home.Champions.RollOutChallenger("for the test");
        await using var server = await SampleServer.StartAsync(home);

        var (status, body) = await server.GetAsync("/health/ready");
        Assert.Equal((200, "ready"), (status, body.GetProperty("status").GetString()));
        Assert.StartsWith(
            "Rollout 1 was aborted. The challenger damaged cannot be loaded: ",
            body.GetProperty("problems").GetProperty("sample").GetString()
        );
        var answer = await server.PostAsync("/v1/systems/sample/predict", """{"district":"hill","squareMetres":50}""");
        Assert.Equal(champion.Id, answer.Body.GetProperty("release").GetString());
    }
}
