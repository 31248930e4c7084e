namespace Ninefold.Systems.TextSearch.Data;

public sealed class AptIndexSourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_the_program_prints_is_kept()
    {
        Assert.Null(await FetchAsync(new("printf", "Package: a\\nTag: use::editing\\n")));
        Assert.StartsWith(
            "Package: a\n",
            await File.ReadAllTextAsync(Path.Combine(folder, "available"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_machine_without_apt_or_without_its_lists_is_told_what_to_do()
    {
        Assert.Contains("not installed here", await FetchAsync(new("no-such-program-anywhere")));
        Assert.Contains("apt-get update", await FetchAsync(new("printf", "Package: a\\n")));
        Assert.Contains("ended with 1", await FetchAsync(new("false")));
    }

    private Task<string?> FetchAsync(AptIndexSource source) =>
        source.TryFetchAsync(["available"], folder, null, TestContext.Current.CancellationToken);
}
