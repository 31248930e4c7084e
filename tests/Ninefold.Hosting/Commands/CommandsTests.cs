using System.Text.Json;

namespace Ninefold.Hosting.Tests.Commands;

/// <summary>ListCommand, EvaluateCommand, RunsCommands, ReleasesCommands … over a home that was trained once.</summary>
public sealed class CommandsTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    private async Task<string> OutputAsync(params string[] args)
    {
        var result = await home.RunAsync(args);
        Assert.True(result.Code == 0, result.Error);
        return result.Output;
    }

    private async Task<JsonElement> JsonAsync(params string[] args) =>
        JsonElement.Parse(await OutputAsync([.. args, "--json"]));

    [Fact]
    public async Task List_shows_what_answers()
    {
        var row = Assert.Single((await JsonAsync("list")).EnumerateArray());
        Assert.Equal("sample", row.GetProperty("id").GetString());
        Assert.Equal(home.Champions.Current!.Id, row.GetProperty("champion").GetString());
        Assert.Equal("| `sample` | Rent estimate | regression |\n", await OutputAsync("list", "--markdown"));
        Assert.Contains("Rent estimate", await OutputAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_shows_the_latest_run_with_every_requirement()
    {
        var report = await JsonAsync("evaluate", "sample");
        var flows = report.GetProperty("evaluation").GetProperty("flows");
        Assert.Equal(["heuristic", "released"], flows.EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        var text = await OutputAsync("evaluate", "sample");
        Assert.Contains("close_share better than the heuristic", text, StringComparison.Ordinal);
        Assert.Contains("met", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_listed_shown_and_compared()
    {
        var id = (await JsonAsync("runs", "list"))[0].GetProperty("id").GetString()!;
        Assert.Contains("district-rates", await OutputAsync("runs", "show", id[..10]), StringComparison.Ordinal);
        var rows = await JsonAsync("runs", "compare", id, id);
        Assert.All(
            rows.EnumerateArray(),
            r => Assert.Equal(r.GetProperty("first").GetString(), r.GetProperty("second").GetString())
        );
    }

    [Fact]
    public async Task Models_and_releases_agree()
    {
        var releases = await JsonAsync("releases", "list", "sample");
        var parts = await JsonAsync("models", "list");
        Assert.Equal(
            releases.EnumerateArray().Select(r => r.GetProperty("id").GetString()).Order(),
            parts.EnumerateArray().Select(p => p.GetProperty("release").GetString()).Distinct().Order()
        );
        var shown = await JsonAsync("models", "show", "sample", "champion");
        Assert.Equal("Rents", shown[0].GetProperty("part").GetString());
        Assert.Contains(
            "\"seed\": 42",
            await OutputAsync("releases", "show", "sample", "champion"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Experiments_show_a_rehearsal_step_by_step()
    {
        using var fresh = new SampleHome();
        await fresh.RunAsync("train", "sample");
        var replayed = await fresh.RunAsync("replay", "sample", "--json");
        Assert.True(JsonElement.Parse(replayed.Output).GetProperty("promoted").GetBoolean());
        var listed = await fresh.RunAsync("experiments", "list", "--json");
        Assert.Equal("promoted", JsonElement.Parse(listed.Output)[0].GetProperty("stage").GetString());
        var shown = await fresh.RunAsync("experiments", "show", "1");
        Assert.Contains("close_share", shown.Output, StringComparison.Ordinal);

        var again = await fresh.RunAsync("replay", "sample", "--json"); // reported, not played again
        Assert.Equal(replayed.Output, again.Output);
        Assert.Equal(
            1,
            JsonElement.Parse((await fresh.RunAsync("experiments", "list", "--json")).Output).GetArrayLength()
        );
    }

    [Theory]
    [InlineData("features", "list")]
    [InlineData("features", "show", "sample")]
    [InlineData("alarms", "list")]
    public async Task What_there_is_none_of_is_an_empty_list(params string[] args)
    {
        Assert.Equal(0, (await JsonAsync(args)).GetArrayLength());
        Assert.Equal("(none)", (await OutputAsync(args)).Trim());
    }

    [Fact]
    public async Task Train_tells_its_report_as_JSON()
    {
        var report = await JsonAsync("train", "sample", "--quick");
        Assert.True(report.GetProperty("quick").GetBoolean());
        Assert.All(
            report.GetProperty("requirements").EnumerateArray(),
            r => Assert.Equal(JsonValueKind.Null, r.GetProperty("met").ValueKind)
        );
    }
}
