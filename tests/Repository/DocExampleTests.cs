namespace Ninefold.Repository.Tests;

public sealed class DocExampleTests
{
    private const string Folder = "docs/parts";
    private const string Index = $"{Folder}/README.md";

    /// <summary>Needs libtorch, and so is run by the tests that have it.</summary>
    private const string Neural = $"{Folder}/neural.md";

    private static IEnumerable<string> All => SourceTree.Under(Folder, ".md").Where(p => p != Index);

    public static TheoryData<string> Pages => [.. All.Where(p => p != Neural)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_and_prints_what_it_says(string page)
    {
        var (printed, promised) = await DocExample.RunAsync(SourceTree.Text(page));
        Assert.NotEmpty(promised);
        Assert.Equal(promised, printed);
    }

    [Fact]
    public void The_index_has_every_page()
    {
        var index = SourceTree.Text(Index);
        Assert.All(All, page => Assert.Contains($"]({Path.GetFileName(page)})", index));
    }

    [Fact]
    public async Task An_example_that_prints_something_else_is_seen()
    {
        const string Page =
            "```csharp\nvar x = 1.5;\n```\nand\n```csharp\nConsole.WriteLine(x * 2);\n```\n```text\n4\n```\n";
        var (printed, promised) = await DocExample.RunAsync(Page);
        Assert.Equal(["3"], printed);
        Assert.Equal(["4"], promised);
        await Assert.ThrowsAnyAsync<Exception>(() => DocExample.RunAsync(Page.Replace("x = 1.5", "y = 1.5")));
    }
}
