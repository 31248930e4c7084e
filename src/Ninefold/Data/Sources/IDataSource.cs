namespace Ninefold.Data.Sources;

/// <summary>How far a source is.</summary>
/// <param name="Source">Which source.</param>
/// <param name="Bytes">How many bytes have arrived.</param>
/// <param name="Total">How many there will be, or null where that is not known.</param>
public readonly record struct FetchProgress(string Source, long Bytes, long? Total);

/// <summary>A place from which a data set may be had: a download, a package of a registry.</summary>
public interface IDataSource
{
    /// <summary>What it is, in words that stand in reports: <c>Debian package r-cran-dslabs</c>.</summary>
    string Description { get; }

    /// <summary>Tries to bring the named files into a folder. What fails for reasons outside this program is no exception.</summary>
    /// <param name="files">The names of the files that are needed.</param>
    /// <param name="folder">An empty folder, thrown away by the caller where the source fails.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellation">Ends the fetch and the programs it started.</param>
    /// <returns>Null where all files are there, otherwise the reason in one sentence.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<string?> TryFetchAsync(
        IReadOnlyList<string> files,
        string folder,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    );
}
