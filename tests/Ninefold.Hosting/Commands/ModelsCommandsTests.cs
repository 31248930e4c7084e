namespace Ninefold.Hosting.Tests.Commands;

public sealed class ModelsCommandsTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task Every_part_of_every_release_is_listed()
    {
        var releases = home.Workspace.Releases.List("sample").Select(r => r.Release.Id);
        var parts = (await home.JsonAsync("models", "list")).EnumerateArray().ToList();
        Assert.Equal(releases.Order(), parts.Select(p => p.GetProperty("release").GetString()!).Order());
        Assert.All(parts, p => Assert.Equal("Rents", p.GetProperty("part").GetString()));
    }

    [Fact]
    public async Task The_parts_of_one_release_are_shown_by_alias()
    {
        var part = Assert.Single((await home.JsonAsync("models", "show", "sample", "champion")).EnumerateArray());
        Assert.Equal(home.Champions.Current!.Parts["Rents"].Sha256, part.GetProperty("sha256").GetString());
    }
}
