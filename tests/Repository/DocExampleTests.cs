namespace Ninefold.Repository.Tests;

public sealed class DocExampleTests
{
    /// <summary>Needs libtorch, and so is run by the tests that have it.</summary>
    private const string Neural = "docs/parts/neural.md";

    public static TheoryData<string> Pages => [.. SourceTree.Under("docs/parts", ".md").Where(p => p != Neural)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_and_prints_what_it_says(string page)
    {
        var (printed, promised) = await DocExample.RunAsync(SourceTree.Text(page));
        Assert.NotEmpty(promised);
        Assert.Equal(promised, printed);
    }

    [Fact]
    public async Task An_example_that_prints_something_else_is_seen()
    {
        const string Page = "```csharp\nvar x = 1.5;\n```\nand\n```csharp\nConsole.WriteLine(x * 2);\n```\n```text\n4\n```\n";
        var (printed, promised) = await DocExample.RunAsync(Page);
        Assert.Equal([["3"], ["4"]], new[] { printed, promised });
        await Assert.ThrowsAnyAsync<Exception>(() => DocExample.RunAsync(Page.Replace("x = 1.5", "y = 1.5")));
    }
}
