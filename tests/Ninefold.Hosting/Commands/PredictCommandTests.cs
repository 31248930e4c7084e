using System.Text.Json;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class PredictCommandTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    private const string Good = """{"district":"hill","squareMetres":50}""";

    [Fact]
    public async Task One_request_is_answered_from_argument_input_or_file()
    {
        await File.WriteAllTextAsync(home.At("one.json"), Good, TestContext.Current.CancellationToken);
        foreach (
            var result in new[]
            {
                await home.RunAsync("predict", "sample", Good),
                await home.RunWithInputAsync(Good, "predict", "sample"),
                await home.RunAsync("predict", "sample", $"@{home.At("one.json")}"),
            }
        )
        {
            Assert.Equal(0, result.Code);
            var rent = JsonElement.Parse(result.Output).GetProperty("answer").GetProperty("rent").GetDouble();
            Assert.InRange(rent, 600, 700);
        }
    }

    [Fact]
    public async Task Another_release_can_be_asked_while_a_server_runs()
    {
        await using var server = await SampleServer.StartAsync(home);
        var result = await home.RunAsync("predict", "sample", Good, "--release", "heuristic", "--explain");
        Assert.True(result.Code == 0, result.Error);
        var prediction = JsonElement.Parse(result.Output);
        Assert.NotEqual(server.Served.Live!.Release, prediction.GetProperty("release").GetString());
        Assert.Equal("rent", prediction.GetProperty("trace")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Everything_wrong_with_a_request_is_said_a_line_each()
    {
        var result = await home.RunAsync("predict", "sample", """{"district":"","squareMetres":0}""");
        Assert.Equal(2, result.Code);
        Assert.Equal(2, result.Error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_swapped_model_file_is_said_in_one_line()
    {
        await using var other = new TrainedHome();
        await other.InitializeAsync();
        foreach (var artifact in Directory.EnumerateFiles(other.At("artifacts"), "*", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(artifact, "swapped", TestContext.Current.CancellationToken);
        var result = await other.RunAsync("predict", "sample", Good);
        Assert.Equal(2, result.Code);
        Assert.StartsWith("Part 'Rents' cannot be loaded.", result.Error, StringComparison.Ordinal);
    }
}
