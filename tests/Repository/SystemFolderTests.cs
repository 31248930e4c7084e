using System.Text.RegularExpressions;

namespace Ninefold.Repository.Tests;

/// <summary>A system is one folder that the engine knows nothing of.</summary>
public sealed partial class SystemFolderTests
{
    /// <summary>The systems' names without <c>System</c>.</summary>
    private static string[] Names { get; } =
    [
        .. SourceTree
            .Under("systems", ".cs")
            .Select(f => SystemFile().Match(f))
            .Where(m => m.Success)
            .Select(m => m.Groups[1].Value),
    ];

    [Fact]
    public void There_are_systems() => Assert.NotEmpty(Names);

    [Fact]
    public void The_code_under_src_names_no_system()
    {
        var wrong =
            from file in SourceTree.Under("src", ".cs", ".razor", ".js", ".json")
            let code = SourceTree.Code(file)
            from name in Names
            where Regex.IsMatch(code, $@"\b{name}(System)?\b|\b{Id(name)}\b")
            select $"{file} names {Id(name)}.";
        Rule.Holds(wrong);
    }

    [Fact]
    public void Every_system_is_complete()
    {
        var wrong = Names.SelectMany(name => MissingOf(name).Select(what => $"{name}: {what}"));
        Rule.Holds(wrong);
    }

    private static IEnumerable<string> MissingOf(string name)
    {
        if (!SourceTree.Files.Contains($"systems/{name}/{name}SystemTests.cs"))
            yield return $"no test systems/{name}/{name}SystemTests.cs";
        if (SourceTree.Under($"systems/{name}", ".md").Any())
            yield return "what is to be said of a system, its class says; no Markdown beside it";
        if (!SourceTree.Text("docs/coverage.md").Contains($"`{Id(name)}`", StringComparison.Ordinal))
            yield return "no row in docs/coverage.md";
    }

    private static string Id(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex(@"^systems/[^/]+/(\w+)System\.cs$")]
    private static partial Regex SystemFile();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
