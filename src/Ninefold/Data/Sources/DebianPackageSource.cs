namespace Ninefold.Data.Sources;

/// <summary>
/// A package of Debian or a distribution that descends from it, fetched and unpacked without being installed: no root is
/// needed. Debian moves versions, so that most often neither version nor hash is fixed and apt's own signatures are trusted;
/// the entry's expectations verify the content.
/// </summary>
/// <param name="Package">The package's name.</param>
/// <param name="PackageVersion">The version, or null for the one that apt prefers.</param>
/// <param name="Sha256">The hash of the package file, hex, or null.</param>
public sealed record DebianPackageSource(string Package, string? PackageVersion = null, string? Sha256 = null)
    : IDataSource
{
    // apt drops to another user where root runs it, and warns where that user cannot write to the folder.
    private static readonly string[] Options =
    [
        "-q",
        "-o",
        "APT::Sandbox::User=root",
        "-o",
        "Acquire::http::Timeout=10",
        "-o",
        "Acquire::https::Timeout=10",
        "-o",
        "Acquire::Retries=1",
    ];

    private string Wanted => PackageVersion is null ? Package : $"{Package}={PackageVersion}";

    /// <inheritdoc/>
    public string Description => $"Debian package {Wanted}";

    /// <inheritdoc/>
    public async Task<string?> TryFetchAsync(
        IReadOnlyList<string> files,
        string folder,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    )
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, "package.tmp")).FullName;
        try
        {
            var reason = await ExternalProgram.RunAsync(
                "apt-get",
                [.. Options, "download", Wanted],
                work,
                cancellation
            );
            if (reason is not null)
                return reason.Contains("Unable to locate") || reason.Contains("not found")
                    ? $"apt does not know it ({reason}); run 'apt-get update' as root and try again."
                    : reason;
            var package = Directory.GetFiles(work, "*.deb").Single();
            if (await Checksum.MismatchAsync(package, Sha256, cancellation) is { } mismatch)
                return mismatch;
            progress?.Report(new(Description, new FileInfo(package).Length, new FileInfo(package).Length));
            var unpacked = Directory.CreateDirectory(Path.Combine(work, "unpacked")).FullName;
            reason = await ExternalProgram.RunAsync("dpkg-deb", ["-x", package, unpacked], work, cancellation);
            return reason ?? Pick(unpacked, files, folder);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return e.Message;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string? Pick(string unpacked, IReadOnlyList<string> files, string folder)
    {
        var selection = new Selection(files, folder);
        foreach (var path in Directory.EnumerateFiles(unpacked, "*", SearchOption.AllDirectories))
            if (selection.TargetOf(path) is { } target)
                File.Move(path, target);
        return selection.Reason;
    }
}
