namespace Ninefold.Hosting.Tests.Commands;

public sealed class NewCommandTests
{
    [Theory]
    [InlineData("flat-prices", "FlatPrices")]
    [InlineData("FlatPrices", "FlatPrices")]
    [InlineData("FlatPricesSystem", "FlatPrices")]
    public async Task A_name_becomes_the_class_and_the_project(string given, string name)
    {
        using var home = new SampleHome();
        await home.OutputAsync("new", given, "--output", home.At("mine"));
        Assert.True(File.Exists(home.At($"mine/{name}.csproj")));
        var system = await File.ReadAllTextAsync(
            home.At($"mine/{name}System.cs"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains($"namespace {name};", system, StringComparison.Ordinal);
        Assert.Contains($"class {name}System : MlSystem<", system, StringComparison.Ordinal);
        Assert.DoesNotContain("Sample", system, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7up")]
    [InlineData("a--b")]
    [InlineData("a b")]
    [InlineData("../up")]
    public async Task Another_name_is_refused(string name)
    {
        using var home = new SampleHome();
        var result = await home.RunAsync("new", name);
        Assert.Equal(2, result.Code);
        Assert.Contains($"got '{name}'", result.Error, StringComparison.Ordinal);
    }
}
