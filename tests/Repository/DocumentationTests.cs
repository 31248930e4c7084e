using System.Text.RegularExpressions;

namespace Ninefold.Repository.Tests;

/// <summary>Documents keep to their form, and what they point to is there.</summary>
public sealed partial class DocumentationTests
{
    private const int DecisionLines = 45;

    [Fact]
    public void Decisions_are_numbered_short_and_of_one_form()
    {
        var decisions = SourceTree.Under("docs/decisions").ToList();
        Assert.NotEmpty(decisions);
        for (var i = 0; i < decisions.Count; i++)
        {
            var (path, text) = (decisions[i], SourceTree.Text(decisions[i]));
            Assert.Matches($@"^docs/decisions/{i + 1:0000}-[a-z0-9-]+\.md$", path);
            Assert.StartsWith($"# {i + 1}. ", text, StringComparison.Ordinal);
            Assert.Equal(
                ["Context", "Decision", "Consequences"],
                Section().Matches(text).Select(m => m.Groups[1].Value)
            );
            Assert.True(text.Split('\n').Length <= DecisionLines, $"{path} is longer than {DecisionLines} lines.");
        }
    }

    [Fact]
    public void Every_row_of_the_coverage_has_a_state()
    {
        var rows = CoverageRows().ToList();
        Assert.NotEmpty(rows);
        Assert.All(
            rows,
            row =>
            {
                Assert.Equal(3, row.Length);
                Assert.Matches("^(works|partly: .+|not yet)$", row[1]);
                Assert.True(row[1] == "not yet" || row[2].Length > 0, $"'{row[0]}' does not say where it lives.");
            }
        );
    }

    [Fact]
    public void Documents_point_to_what_exists()
    {
        var links =
            from file in SourceTree.Files
            where file.EndsWith(".md", StringComparison.Ordinal)
            from Match link in Link().Matches(SourceTree.Text(file))
            select (file, target: Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value));
        var places = CoverageRows()
            .SelectMany(row =>
                Place().Matches(row[2]).Select(m => (file: "docs/coverage.md", target: m.Groups[1].Value))
            );
        Assert.All(
            links.Concat(places),
            l =>
                Assert.True(
                    Path.Exists(SourceTree.FullPath(l.target)),
                    $"{l.file} points to {l.target}, which does not exist."
                )
        );
    }

    /// <summary>The cells of each row: the part, its state, where it lives.</summary>
    private static IEnumerable<string[]> CoverageRows() =>
        SourceTree
            .Text("docs/coverage.md")
            .Split('\n')
            .Where(line =>
                line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal) && !line.Contains("| state |")
            )
            .Select(line => line.Trim()[1..^1].Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([A-Za-z.]+/[^` ]*)`")]
    private static partial Regex Place();
}
