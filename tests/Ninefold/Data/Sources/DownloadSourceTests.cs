using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Ninefold.Data.Sources;

namespace Ninefold.Tests.Data.Sources;

public sealed class DownloadSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpListener server = new();
    private readonly string address;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public DownloadSourceTests()
    {
        address = $"http://127.0.0.1:{FreePort()}/";
        server.Prefixes.Add(address);
        server.Start();
    }

    public void Dispose()
    {
        server.Close();
        folder.Dispose();
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    public async Task The_needed_files_of_an_archive_are_stored_side_by_side(string kind)
    {
        var archive =
            kind == "zip" ? Zip("ml/a.csv", "ml/b.csv", "ml/README") : Tar("ml/a.csv", "ml/b.csv", "ml/README");
        var told = new List<long>();
        var reason = await FetchAsync(archive, ["a.csv", "b.csv"], Hash(archive), new Told(told));
        Assert.Null(reason);
        Assert.Equal(["a.csv", "b.csv"], Names());
        Assert.Equal("ml/a.csv", File.ReadAllText(Path.Combine(folder.Path, "a.csv")));
        Assert.Equal(archive.Length, told[^1]);
    }

    [Fact]
    public async Task A_gzip_and_a_plain_file_hold_the_one_that_is_needed()
    {
        using var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write("text"u8);
        Assert.Null(await FetchAsync(gzip.ToArray(), ["a.csv"]));
        Assert.Equal("text", File.ReadAllText(Path.Combine(folder.Path, "a.csv")));
        Assert.Null(await FetchAsync("plain"u8.ToArray(), ["b.csv"]));
        Assert.Equal("plain", File.ReadAllText(Path.Combine(folder.Path, "b.csv")));
    }

    [Fact]
    public async Task What_is_wrong_is_a_reason_and_no_exception()
    {
        var archive = Zip("ml/a.csv");
        Assert.Equal("it does not hold c.csv.", await FetchAsync(archive, ["a.csv", "c.csv"]));
        File.Delete(Path.Combine(folder.Path, "a.csv"));
        Assert.Contains("two files called 'a.csv'", await FetchAsync(Zip("x/a.csv", "y/a.csv"), ["a.csv"]));
        Assert.Contains("its SHA-256 must be 00, but is", await FetchAsync(archive, ["a.csv"], "00"));
        Assert.NotNull(await FetchAsync(archive[..20], ["a.csv"]));
        Assert.Equal("it is neither a zip nor a gzip.", await FetchAsync("x"u8.ToArray(), ["a.csv", "b.csv"]));
        Assert.Contains("404", await FetchAsync(null, ["a.csv"]));
        var nobody = new DownloadSource(new($"http://127.0.0.1:{FreePort()}/x.zip"));
        Assert.Contains("refused", await nobody.TryFetchAsync(["a.csv"], folder.Path, null, cancellation));
    }

    [Fact]
    public async Task It_can_be_cancelled_while_the_server_is_silent()
    {
        using var ended = new CancellationTokenSource();
        var fetch = new DownloadSource(new(address)).TryFetchAsync(["a.csv"], folder.Path, null, ended.Token);
        await server.GetContextAsync();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Empty(Names());
    }

    [Fact]
    public void Other_than_HTTPS_is_refused() =>
        Assert.Throws<ArgumentException>(() => new DownloadSource(new("http://example.org/a.zip")));

    private async Task<string?> FetchAsync(
        byte[]? content,
        IReadOnlyList<string> files,
        string? sha256 = null,
        IProgress<FetchProgress>? progress = null
    )
    {
        var fetch = new DownloadSource(new(address + "x.zip"), sha256).TryFetchAsync(
            files,
            folder.Path,
            progress,
            cancellation
        );
        var context = await server.GetContextAsync();
        context.Response.StatusCode = content is null ? 404 : 200;
        await context.Response.OutputStream.WriteAsync(content, cancellation);
        context.Response.Close();
        return await fetch;
    }

    private IEnumerable<string?> Names() => Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order();

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    private static byte[] Zip(params string[] names)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
            foreach (var name in names)
                using (var entry = zip.CreateEntry(name).Open())
                    entry.Write(Encoding.UTF8.GetBytes(name));
        return memory.ToArray();
    }

    private static byte[] Tar(params string[] names)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            foreach (var name in names)
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(name)),
                    }
                );
        return memory.ToArray();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Told(List<long> bytes) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => bytes.Add(value.Bytes);
    }
}
