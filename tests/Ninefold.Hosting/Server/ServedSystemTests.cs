using System.Collections.Concurrent;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Tests.Server;

public sealed class ServedSystemTests
{
    private const string Path = "/v1/systems/sample/predict";
    private const string Good = """{"district":"hill","squareMetres":50}""";

    [Fact]
    public async Task Releases_are_swapped_under_load_without_a_failed_request()
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        await using var server = await SampleServer.StartAsync(home);
        using var enough = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, int>();
        var clients = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!enough.IsCancellationRequested)
                    {
                        var (status, body) = await server.PostAsync(Path, Good);
                        Assert.Equal(200, status);
                        Assert.False(body.GetProperty("fallback").GetBoolean());
                        seen.AddOrUpdate(body.GetProperty("release").GetString()!, 1, (_, n) => n + 1);
                    }
                })
            )
            .ToList();
        for (var i = 0; i < 10; i++)
        {
            var alias = i % 2 == 0 ? "heuristic" : "challenger";
            var (status, body) = await server.PostAsync($"/v1/systems/sample/releases/{alias}/promote", "");
            Assert.Equal(200, status);
            var (_, answer) = await server.PostAsync(Path, Good); // what was promoted answers from here on
            Assert.Equal(body.GetProperty("champion").GetString(), answer.GetProperty("release").GetString());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(2, seen.Count);
        Assert.Equal(0, server.Served.Live!.Statistics.Failures);
    }

    [Fact]
    public async Task What_another_process_trains_or_promotes_is_taken_up_without_a_restart()
    {
        await using var home = new TrainedHome();
        await using var server = await SampleServer.StartAsync(home);
        Assert.Equal(ServingState.NotTrained, server.Served.State);
        Assert.Equal(503, (await server.PostAsync(Path, Good)).Status);

        await home.InitializeAsync(); // trains, and promotes the learned release
        await UntilAsync(() => server.Served.Live?.Release == home.Champions.Current!.Id);
        Assert.Equal(200, (await server.PostAsync(Path, Good)).Status);

        var heuristic = await home.RunAsync("releases", "promote", "sample", "heuristic");
        Assert.Equal(0, heuristic.Code);
        await UntilAsync(() => server.Served.Live?.Release == home.Champions.Current!.Id);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 200 && !holds(); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(holds());
    }
}
