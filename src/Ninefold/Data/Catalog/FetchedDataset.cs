namespace Ninefold.Data.Catalog;

/// <summary>The files of a data set on this machine.</summary>
/// <param name="Entry">What they are.</param>
/// <param name="Folder">Where they are.</param>
/// <param name="Source">Where they came from, in words.</param>
/// <param name="Sha256">The hash of their names and contents, lower-case hex.</param>
public sealed record FetchedDataset(CatalogEntry Entry, string Folder, string Source, string Sha256)
{
    /// <summary>What a run says of it.</summary>
    /// <param name="rows">How many were read.</param>
    public DatasetInfo Info(long rows) =>
        new(Entry.Id, Source, rows, Sha256, Entry.Simulated) { Sample = Entry.Sample };

    /// <summary>The path of one of <see cref="CatalogEntry.Files"/>.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>The hash of the names and contents of files in a folder, lower-case hex.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static string HashOf(string folder, IEnumerable<string> files) =>
        FileHash.Together(FileHash.Of(folder, files));
}
