namespace Ninefold.Hosting.Tests.Commands;

public sealed class EvaluateCommandTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task Evaluate_shows_the_latest_run_with_every_requirement()
    {
        var report = await home.JsonAsync("evaluate", "sample");
        var flows = report.GetProperty("evaluation").GetProperty("flows");
        Assert.Equal(["heuristic", "released"], flows.EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        var text = await home.OutputAsync("evaluate", "sample");
        Assert.Contains("close_share better than the heuristic", text, StringComparison.Ordinal);
        Assert.Contains("met", text, StringComparison.Ordinal);
    }
}
