namespace Ninefold.Hosting.Tests.Commands;

public sealed class ListCommandTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task List_shows_what_answers()
    {
        var row = Assert.Single((await home.JsonAsync("list")).EnumerateArray());
        Assert.Equal("sample", row.GetProperty("id").GetString());
        Assert.Equal(home.Champions.Current!.Id, row.GetProperty("champion").GetString());
        Assert.Equal("| `sample` | Rent estimate | regression |\n", await home.OutputAsync("list", "--markdown"));
        Assert.Contains("Rent estimate", await home.OutputAsync("list"), StringComparison.Ordinal);
    }
}
