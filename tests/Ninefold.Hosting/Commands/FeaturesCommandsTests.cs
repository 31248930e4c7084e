namespace Ninefold.Hosting.Tests.Commands;

public sealed class FeaturesCommandsTests
{
    [Theory]
    [InlineData("features", "list")]
    [InlineData("features", "show", "sample")]
    public async Task A_system_without_features_has_an_empty_list(params string[] args)
    {
        using var home = new SampleHome();
        Assert.Equal(0, (await home.JsonAsync(args)).GetArrayLength());
        Assert.Equal("(none)", (await home.OutputAsync(args)).Trim());
    }
}
