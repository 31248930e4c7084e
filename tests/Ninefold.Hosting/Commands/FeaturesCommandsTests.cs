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

    [Fact]
    public async Task Views_are_checked_those_of_tables_as_well()
    {
        var columns = await home.JsonAsync("features", "check", "visited-flats", "--every", "1");
        Assert.Equal(
            [("flat_rent.last_all", 1, 0), ("visits.count_7d", 2, 0), ("visits.mean_7d", 2, 0)],
            columns
                .EnumerateArray()
                .Select(c =>
                    (
                        c.GetProperty("column").GetString(),
                        c.GetProperty("rows").GetInt32(),
                        c.GetProperty("differing").GetInt32()
                    )
                )
        );
    }

    [Fact]
    public async Task A_view_that_counted_nothing_is_told_in_training_and_by_the_check()
    {
        const string Why =
            "The view 'misspelt' counted nothing: no observation of kind 'vist' is in its past; there are: visit (1).";
        using var misspelt = new MisspeltHome();
        var trained = await misspelt.OutputAsync("train", "visited-flats");
        Assert.Contains($"WARNING  {Why}", trained, StringComparison.Ordinal);
        var check = await misspelt.RunAsync("features", "check", "visited-flats");
        Assert.Equal((0, Why), (check.Code, check.Error.Trim()));
        Assert.DoesNotContain("WARNING", await home.OutputAsync("train", "visited-flats"), StringComparison.Ordinal);
    }

    private sealed class MisspeltHome : SampleHome
    {
        internal override MlSystem System => new VisitedFlatsSystem { Misspelt = "vist" };
    }
}
