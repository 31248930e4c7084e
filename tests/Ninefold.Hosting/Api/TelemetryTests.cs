using Ninefold.Hosting.Api;

namespace Ninefold.Hosting.Tests.Api;

public sealed class TelemetryTests(RunningServer running) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Prometheus_reads_requests_latencies_and_alarms_of_each_system()
    {
        Assert.Equal("Ninefold", Telemetry.MeterName);
        for (var i = 0; i < 3; i++)
            await running.Server.PostAsync("/v1/systems/sample/predict", """{"district":"hill","squareMetres":50}""");
        await running.Server.PostAsync(
            "/v1/observations",
            """{"id":"a","system":"sample","kind":"click","at":"2026-01-01T00:00:00Z"}"""
        );
        var text = await running.Server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal(3, Value(text, "ninefold_predictions_total"));
        Assert.Equal(3, Value(text, "ninefold_prediction_duration_seconds_count"));
        Assert.Equal(1, Value(text, "ninefold_observations_total"));
        Assert.Equal(0, Value(text, "ninefold_alarms_firing"));
        Assert.Equal(1, Value(text, "ninefold_system_ready"));
        Assert.Contains("dotnet_", text, StringComparison.Ordinal);
        Assert.Contains("http_server_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_server_in_the_process_is_not_counted()
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        using var untrained = new SampleHome();
        await using var one = await SampleServer.StartAsync(home);
        await using var other = await SampleServer.StartAsync(untrained);
        await one.PostAsync("/v1/systems/sample/predict", """{"district":"hill","squareMetres":50}""");
        var texts = new List<string>();
        foreach (var server in new[] { one, other })
            texts.Add(await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
        Assert.Equal([1, 0], texts.Select(t => Value(t, "ninefold_system_ready")));
        Assert.Equal([true, false], texts.Select(t => t.Contains("ninefold_predictions_total{")));
    }

    private static double Value(string text, string name)
    {
        var line = Assert.Single(text.Split('\n'), l => l.StartsWith(name + "{", StringComparison.Ordinal));
        Assert.Contains("system=\"sample\"", line, StringComparison.Ordinal);
        return double.Parse(line.Split("} ")[1].Split(' ')[0]);
    }
}
