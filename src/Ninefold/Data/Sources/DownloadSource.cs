using System.Net;

namespace Ninefold.Data.Sources;

/// <summary>A download over HTTPS: a zip, a gzipped tar, a gzip, or where one file is needed, that file.</summary>
/// <param name="Address">HTTPS, or HTTP on this machine.</param>
/// <param name="Sha256">
/// The hash of what is downloaded, hex; null where its authors publish none, and the entry's expectations are then all
/// that tells a wrong file.
/// </param>
public sealed record DownloadSource(Uri Address, string? Sha256 = null) : IDataSource
{
    private static readonly HttpClient Client = new(
        new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AutomaticDecompression = DecompressionMethods.None,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Where it is downloaded from.</summary>
    /// <exception cref="ArgumentException">It is not HTTPS.</exception>
    public Uri Address { get; } =
        Address.Scheme == Uri.UriSchemeHttps || Address.IsLoopback
            ? Address
            : throw new ArgumentException($"A download must come over HTTPS, but the address is '{Address}'.");

    /// <inheritdoc/>
    public string Description => Address.ToString();

    /// <inheritdoc/>
    public async Task<string?> TryFetchAsync(
        IReadOnlyList<string> files,
        string folder,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    )
    {
        var download = Path.Combine(folder, "download.tmp");
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await DownloadAsync(download, progress, pause);
            if (await Checksum.MismatchAsync(download, Sha256, cancellation) is { } mismatch)
                return mismatch;
            if (IsArchive(download))
                return await Archive.ExtractAsync(download, files, folder, cancellation);
            if (files.Count > 1)
                return "it is neither a zip nor a gzip.";
            File.Move(download, Path.Combine(folder, files[0]));
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "no answer in time.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return e.Message;
        }
        finally
        {
            File.Delete(download);
        }
    }

    private async Task DownloadAsync(string path, IProgress<FetchProgress>? progress, CancellationTokenSource pause)
    {
        pause.CancelAfter(LongestPause);
        using var response = await Client.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead, pause.Token);
        response.EnsureSuccessStatusCode();
        await using var content = await response.Content.ReadAsStreamAsync(pause.Token);
        await using var file = File.Create(path);
        var buffer = new byte[1 << 17];
        var bytes = 0L;
        for (int read; (read = await content.ReadAsync(buffer, pause.Token)) > 0; pause.CancelAfter(LongestPause))
        {
            await file.WriteAsync(buffer.AsMemory(0, read), pause.Token);
            progress?.Report(new(Description, bytes += read, response.Content.Headers.ContentLength));
        }
    }

    private static bool IsArchive(string path)
    {
        using var file = File.OpenRead(path);
        return (file.ReadByte(), file.ReadByte()) is ('P', 'K') or (0x1F, 0x8B);
    }
}
