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
}
