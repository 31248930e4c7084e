using System.Text.RegularExpressions;

namespace Ninefold.Repository.Tests;

/// <summary>What every file keeps to.</summary>
public sealed partial class FileTests
{
    private const int Lines = 400;
    private const int Bytes = 1_000_000;

    private static readonly string[] Texts =
    [
        ".cs",
        ".razor",
        ".csproj",
        ".props",
        ".slnx",
        ".md",
        ".json",
        ".yaml",
        ".js",
        ".css",
        "",
    ];

    [Fact]
    public void No_source_file_is_long()
    {
        var wrong =
            from file in SourceTree.Files
            where Path.GetExtension(file) is ".cs" or ".razor"
            let lines = File.ReadLines(SourceTree.FullPath(file)).Count()
            where lines > Lines
            select $"{file} has {lines} lines; {Lines} are allowed.";
        Rule.Holds(wrong);
    }

    [Fact]
    public void No_file_is_data()
    {
        var wrong = SourceTree.Files.Where(f => new FileInfo(SourceTree.FullPath(f)).Length > Bytes);
        Rule.Holds(wrong);
    }

    [Fact]
    public void No_file_names_a_package_registry_or_a_place_on_one_machine()
    {
        var wrong =
            from file in SourceTree.Files
            where Texts.Contains(Path.GetExtension(file))
            from Match match in Places()
                .Matches(SourceTree.Text(file))
                .Concat(Registries().Matches(SourceTree.Text(file)))
            select $"{file} names {match.Value}.";
        Rule.Holds(wrong);
    }

    [Fact]
    public void Every_file_is_formatted()
    {
        var (restored, why) = SourceTree.Run("dotnet", "tool", "restore");
        Assert.SkipUnless(restored == 0, $"The formatter cannot be restored here: {why}");
        var (code, output) = SourceTree.Run("dotnet", "csharpier", "check", ".");
        Assert.True(code == 0 || output.Contains("Error ", StringComparison.Ordinal), output);
        Rule.Holds(output.Split('\n').Where(line => line.StartsWith("Error ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"(?<![\w.~}>])/(work|root|home|tmp|Users)/")]
    private static partial Regex Places();

    [GeneratedRegex(@"\b(nuget|npmjs|debian|pypi|crates|golang)\.(org|io)\b|\bubuntu\.com\b")]
    private static partial Regex Registries();
}
