namespace Ninefold.Hosting.Tests.Commands;

public sealed class RunsCommandsTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task Runs_are_listed_shown_and_compared()
    {
        var id = (await home.JsonAsync("runs", "list"))[0].GetProperty("id").GetString()!;
        Assert.Contains("district-rates", await home.OutputAsync("runs", "show", id[..10]), StringComparison.Ordinal);
        var rows = await home.JsonAsync("runs", "compare", id, id);
        Assert.All(
            rows.EnumerateArray(),
            r => Assert.Equal(r.GetProperty("first").GetString(), r.GetProperty("second").GetString())
        );
    }

    [Fact]
    public async Task A_run_is_repeated_and_comes_out_the_same()
    {
        var runs = await home.JsonAsync("runs", "list");
        var run = runs.EnumerateArray().Last();
        var told = await home.OutputAsync("runs", "repeat", run.GetProperty("id").GetString()!);
        Assert.Contains($"release {run.GetProperty("release").GetString()}", told, StringComparison.Ordinal);
        Assert.Contains("came out the same", told, StringComparison.Ordinal);
        Assert.Equal(runs.GetArrayLength(), (await home.JsonAsync("runs", "list")).GetArrayLength());
    }
}
