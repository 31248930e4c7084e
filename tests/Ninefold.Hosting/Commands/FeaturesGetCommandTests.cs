namespace Ninefold.Hosting.Tests.Commands;

public sealed class FeaturesGetCommandTests(VisitedHome home) : IClassFixture<VisitedHome>
{
    [Theory]
    [InlineData("2026-03-03T12:00:00Z", 43_200, 2, 15)]
    [InlineData("2026-03-03", 86_400, 1, 10)] // what happens at the moment itself is not before it
    [InlineData("2026-03-10T00:00:00Z", 604_800, 1, 20)]
    public async Task Values_are_of_a_moment_and_tell_their_age(string at, double age, double count, double mean)
    {
        var read = await home.JsonAsync("features", "get", "visited-flats", "visits", "attic", "--at", at);
        Assert.Equal(age, read.GetProperty("ageSeconds").GetDouble());
        Assert.Equal(count, read.GetProperty("values").GetProperty("visits.count_7d").GetDouble());
        Assert.Equal(mean, read.GetProperty("values").GetProperty("visits.mean_7d").GetDouble());
        Assert.Equal(VisitedFlatsSystem.Visits.Version, read.GetProperty("version").GetString());
    }

    [Fact]
    public async Task An_unknown_entity_has_empty_values_and_no_age()
    {
        var text = await home.OutputAsync("features", "get", "visited-flats", "visits", "cellar");
        Assert.Contains("age none", text, StringComparison.Ordinal);
        Assert.Matches(@"visits\.count_7d\W+0\s", text);
        Assert.Matches(@"visits\.mean_7d\W+missing\s", text);
    }

    [Theory]
    [InlineData("visited-flats has no view 'nope'. There are: visits, unfilled, flat_rent.", "nope")]
    [InlineData("was trained without the view 'unfilled'. Train again.", "unfilled")]
    [InlineData("--at must be a time, such as 2026-03-01T12:00:00Z; got 'soon'.", "visits", "--at", "soon")]
    public async Task What_cannot_be_read_is_told_in_one_line(string expected, string view, params string[] more)
    {
        var result = await home.RunAsync(["features", "get", "visited-flats", view, "attic", .. more]);
        Assert.NotEqual(0, result.Code);
        Assert.Contains(expected, Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
