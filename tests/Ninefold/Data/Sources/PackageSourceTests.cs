using Ninefold.Data.Sources;

namespace Ninefold.Tests.Data.Sources;

public sealed class PackageSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_of_a_Debian_package_is_delivered()
    {
        var source = new DebianPackageSource("hello");
        var reason = await source.TryFetchAsync(["hello"], folder.Path, null, cancellation);
        Assert.SkipWhen(reason is not null, $"{source.Description}: {reason}");
        Assert.Equal([Path.Combine(folder.Path, "hello")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_Debian_package_that_apt_does_not_know_is_a_reason_with_advice()
    {
        var reason = await new DebianPackageSource("ninefold-no-such").TryFetchAsync(
            ["a"],
            folder.Path,
            null,
            cancellation
        );
        Assert.SkipWhen(reason!.Contains("not installed"), reason);
        Assert.Contains("run 'apt-get update'", reason);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_file_of_an_npm_package_is_delivered()
    {
        var source = new NpmPackageSource("is-number", "7.0.0");
        var reason = await source.TryFetchAsync(["package.json", "index.js"], folder.Path, null, cancellation);
        Assert.SkipWhen(reason is not null, $"{source.Description}: {reason}");
        Assert.Contains("is-number", File.ReadAllText(Path.Combine(folder.Path, "package.json")));
        var wrong = await (source with { Sha256 = "00" }).TryFetchAsync(["index.js"], folder.Path, null, cancellation);
        Assert.Contains("its SHA-256 must be 00", wrong);
    }

    [Fact]
    public async Task A_program_that_is_not_there_or_fails_is_a_reason()
    {
        Assert.Equal("the program 'ninefold-no-such' is not installed here.", await Run("ninefold-no-such"));
        Assert.Contains("no-such-file", await Run("ls", "no-such-file"));
        Assert.Equal("'false' ended with 1.", await Run("false"));
        Assert.Null(await Run("true"));
    }

    [Fact]
    public async Task A_program_is_killed_where_the_fetch_is_cancelled()
    {
        using var ended = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ExternalProgram.RunAsync("sleep", ["60"], folder.Path, ended.Token)
        );
    }

    private Task<string?> Run(string program, params string[] arguments) =>
        ExternalProgram.RunAsync(program, arguments, folder.Path, cancellation);
}
