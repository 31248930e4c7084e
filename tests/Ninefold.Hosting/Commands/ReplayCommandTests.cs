using System.Text.Json;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class ReplayCommandTests
{
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
}
