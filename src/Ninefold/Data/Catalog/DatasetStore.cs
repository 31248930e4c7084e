using System.Text.Json;
using Ninefold.Data.Sources;

namespace Ninefold.Data.Catalog;

/// <summary>
/// Brings data sets onto this machine and keeps them: one folder an entry, written whole or not at all, with the hash of
/// each file beside it. Several processes may ask at once; one fetches, the others wait.
/// </summary>
public sealed class DatasetStore
{
    private const string ManifestName = "manifest.json";
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);
    private readonly string cache;
    private readonly string? local;
    private readonly TimeProvider time;

    /// <param name="cache">Where fetched data is kept, most often <c>.ninefold/data</c>; created when needed.</param>
    /// <param name="local">A folder of the user with data sets by id (<c>$NINEFOLD_DATA</c>), used in place; null where there is none.</param>
    /// <param name="time">Dates the manifest.</param>
    public DatasetStore(string cache, string? local, TimeProvider time) =>
        (this.cache, this.local, this.time) = (cache, local, time);

    /// <summary>
    /// Gets the first entry that can be had. A user's own folder comes first, then what was fetched before, then the
    /// sources: so a run does not change its data because a server answers again.
    /// </summary>
    /// <param name="entries">One, or several editions in the order of preference.</param>
    /// <param name="progress">Told what is being tried and how far it is.</param>
    /// <param name="cancellation">Ends the fetch; nothing half is left behind.</param>
    /// <exception cref="InvalidDatasetException">No source delivered; each is listed with its reason.</exception>
    public async Task<FetchedDataset> GetAsync(
        IReadOnlyList<CatalogEntry> entries,
        IProgress<FetchProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var reasons = new List<string>();
        foreach (var entry in entries)
            if (FromLocal(entry, reasons) is { } found)
                return found;
        foreach (var entry in entries)
            if (FromCache(entry, reasons) is { } found)
                return found;
        foreach (var entry in entries)
            if (await FetchAsync(entry, reasons, progress, cancellation) is { } found)
                return found;
        throw new InvalidDatasetException(
            $"The data set {string.Join(" or ", entries.Select(e => $"'{e.Id}'"))} cannot be had from any source",
            reasons
        );
    }

    private FetchedDataset? FromLocal(CatalogEntry entry, List<string> reasons)
    {
        if (local is null)
            return null;
        var folder = Path.Combine(local, entry.Id);
        if (!Directory.Exists(folder))
            reasons.Add($"{entry.Id}: there is no folder '{folder}'.");
        else if (entry.Files.Where(f => !File.Exists(Path.Combine(folder, f))).ToList() is { Count: > 0 } missing)
            reasons.Add($"{entry.Id}: the folder '{folder}' lacks {string.Join(", ", missing)}.");
        else
        {
            var files = FileHash.Of(folder, entry.Files);
            return new(entry, folder, $"the folder '{folder}'", FileHash.Together(files));
        }
        return null;
    }

    private FetchedDataset? FromCache(CatalogEntry entry, List<string> reasons)
    {
        var folder = Path.Combine(cache, entry.Id);
        if (!Directory.Exists(folder))
            return null;
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, ManifestName));
            if (JsonSerializer.Deserialize<Manifest>(text) is not { Files: not null } manifest)
                throw new JsonException("its manifest lists no files");
            var files = FileHash.Of(folder, entry.Files);
            var changed = files.Except(manifest.Files).Select(f => f.Name).ToList();
            if (changed.Count == 0)
                return new(entry, folder, manifest.Source, FileHash.Together(files));
            reasons.Add(
                $"{entry.Id}: the copy in '{folder}' was changed ({string.Join(", ", changed)}); it is fetched anew."
            );
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            reasons.Add($"{entry.Id}: the copy in '{folder}' is damaged ({e.Message}); it is fetched anew.");
        }
        return null;
    }

    private async Task<FetchedDataset?> FetchAsync(
        CatalogEntry entry,
        List<string> reasons,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    )
    {
        if (entry.Sources.Count == 0)
        {
            reasons.Add(
                $"{entry.Id}: nobody delivers it; its files must be in the folder '{entry.Id}' of $NINEFOLD_DATA."
            );
            return null;
        }
        Directory.CreateDirectory(cache);
        using var only = await LockAsync(entry, cancellation);
        if (FromCache(entry, []) is { } fetchedMeanwhile)
            return fetchedMeanwhile;
        var unfinished = Path.Combine(cache, entry.Id + ".tmp");
        foreach (var source in entry.Sources)
        {
            Delete(unfinished); // what a killed process left, or the source before
            Directory.CreateDirectory(unfinished);
            progress?.Report(new(source.Description, 0, null));
            var reason = await source.TryFetchAsync(entry.Files, unfinished, progress, cancellation);
            if (reason is not null)
            {
                reasons.Add($"{entry.Id}: {source.Description}: {reason}");
                continue;
            }
            var files = FileHash.Of(unfinished, entry.Files);
            var manifest = new Manifest(entry.Id, source.Description, time.GetUtcNow(), files);
            File.WriteAllText(Path.Combine(unfinished, ManifestName), JsonSerializer.Serialize(manifest));
            var folder = Path.Combine(cache, entry.Id);
            Delete(folder);
            Directory.Move(unfinished, folder);
            return new(entry, folder, source.Description, FileHash.Together(files));
        }
        Delete(unfinished);
        return null;
    }

    private async Task<FileStream> LockAsync(CatalogEntry entry, CancellationToken cancellation)
    {
        var path = Path.Combine(cache, entry.Id + ".lock");
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (File.Exists(path)) // another process has it; the system frees it where that one is killed
            {
                await Task.Delay(LockPoll, cancellation);
            }
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private sealed record Manifest(string Id, string Source, DateTimeOffset FetchedAt, IReadOnlyList<FileHash> Files);
}
