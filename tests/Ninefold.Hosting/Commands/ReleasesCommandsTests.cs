namespace Ninefold.Hosting.Tests.Commands;

public sealed class ReleasesCommandsTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task Releases_are_listed_and_shown()
    {
        var listed = await home.JsonAsync("releases", "list", "sample");
        Assert.Equal(2, listed.GetArrayLength());
        var shown = await home.OutputAsync("releases", "show", "sample", "champion");
        Assert.Contains("\"seed\": 42", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_is_promoted_and_taken_back_by_hand()
    {
        var before = home.Champions.Current!.Id;
        await home.OutputAsync("releases", "promote", "sample", "heuristic");
        Assert.NotEqual(before, home.Champions.Current!.Id);
        var said = await home.OutputAsync("releases", "rollback", "sample");
        Assert.Equal(before, home.Champions.Current!.Id);
        Assert.Contains(before, said, StringComparison.Ordinal);
    }
}
