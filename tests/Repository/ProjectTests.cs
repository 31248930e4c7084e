using System.Xml.Linq;

namespace Ninefold.Repository.Tests;

/// <summary>systems → {Torch, Text, Vision, Hosting} → Ninefold, and nothing else.</summary>
public sealed class ProjectTests
{
    [Fact]
    public void Projects_reference_only_what_is_below_them()
    {
        var wrong =
            from project in SourceTree.Projects
            let layer = Layer(project)
            where layer < 3
            from reference in References(project)
            where Layer(reference) >= layer
            select $"{project} must not reference {reference}.";
        Rule.Holds(wrong);
    }

    /// <summary>All but the one that stands for a stranger's, which is built outside.</summary>
    [Fact]
    public void The_solution_lists_every_project()
    {
        var listed = XDocument
            .Load(SourceTree.FullPath("Ninefold.slnx"))
            .Descendants("Project")
            .Select(p => p.Attribute("Path")!.Value);
        Assert.Equal(SourceTree.Projects.Except(["tests/Packages/Outside/Outside.csproj"]).Order(), listed.Order());
    }

    /// <summary>The engine, what builds on it, the app, and what may reference all.</summary>
    private static int Layer(string project) =>
        project switch
        {
            "src/Ninefold/Ninefold.csproj" => 0,
            _ when project.StartsWith("src/", StringComparison.Ordinal) => 1,
            _ when project.StartsWith("systems/", StringComparison.Ordinal) => 2,
            _ => 3,
        };

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(SourceTree.FullPath(project))
            .Descendants("ProjectReference")
            .Select(r => Path.Combine(Path.GetDirectoryName(project)!, r.Attribute("Include")!.Value))
            .Select(path => Path.GetRelativePath(SourceTree.Root, SourceTree.FullPath(path)).Replace('\\', '/'));
}
