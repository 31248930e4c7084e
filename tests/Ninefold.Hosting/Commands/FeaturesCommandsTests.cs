namespace Ninefold.Hosting.Tests.Commands;

public sealed class FeaturesCommandsTests(VisitedHome home) : IClassFixture<VisitedHome>
{
    [Theory]
    [InlineData("sets", "features", "list")]
    [InlineData("features", "features", "show", "sample")]
    public async Task A_system_without_features_has_empty_lists(string name, params string[] args)
    {
        using var sample = new SampleHome();
        var json = await sample.JsonAsync(args);
        Assert.Equal(0, json.GetProperty(name).GetArrayLength());
        Assert.Equal(0, json.GetProperty("views").GetArrayLength());
        Assert.Equal("(none)", (await sample.OutputAsync(args)).Trim());
    }

    [Theory]
    [InlineData("features", "list")]
    [InlineData("features", "show", "visited-flats")]
    public async Task Views_are_listed_with_all_that_is_said_of_them(params string[] args)
    {
        var view = (await home.JsonAsync(args)).GetProperty("views")[0];
        var expected = VisitedFlatsSystem.Visits;
        Assert.Equal("visits", view.GetProperty("view").GetString());
        Assert.Equal(expected.Definition, view.GetProperty("definition").GetString());
        Assert.Equal(expected.Version, view.GetProperty("version").GetString());
        Assert.Equal("lettings", view.GetProperty("owner").GetString());
        var text = await home.OutputAsync(args);
        Assert.DoesNotContain("(none)", text, StringComparison.Ordinal);
        Assert.Contains(expected.Version, text, StringComparison.Ordinal);
        Assert.Contains("lettings", text, StringComparison.Ordinal);
    }
}
