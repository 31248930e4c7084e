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

    [Theory]
    [InlineData("--target, --budget must stand with --auto, which is missing.", "--target", "y", "--budget", "5")]
    [InlineData("--auto needs --data FILE and --target COLUMN, which are missing.", "--auto")]
    [InlineData("--auto needs --target COLUMN, which is missing.", "--auto", "--data", "x.csv")]
    [InlineData(
        "--budget must be 1 to 86400 seconds; got 'soon'.",
        "--auto",
        "--data",
        "x.csv",
        "--target",
        "y",
        "--budget",
        "soon"
    )]
    [InlineData("There is no file 'x.csv'.", "--auto", "--data", "x.csv", "--target", "y")]
    public async Task Options_of_auto_that_make_no_sense_are_refused(string why, params string[] options)
    {
        using var home = new SampleHome();
        var result = await home.RunAsync(["new", "mine", "--output", home.At("mine"), .. options]);
        Assert.Equal(2, result.Code);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.At("mine")));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_table_is_said_and_nothing_is_written()
    {
        using var home = new SampleHome();
        await File.WriteAllTextAsync(home.At("t.csv"), "x,y\n1,a\n2,a\n", TestContext.Current.CancellationToken);
        var result = await home.RunAsync(
            "new",
            "mine",
            "--output",
            home.At("mine"),
            "--auto",
            "--data",
            home.At("t.csv"),
            "--target",
            "y",
            "--time",
            "when"
        );
        Assert.Equal(2, result.Code);
        Assert.Contains(
            "There is no column 'when' for the time. There are: x, y.",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("all 2 rows have 'a'", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.At("mine")));
    }
}
