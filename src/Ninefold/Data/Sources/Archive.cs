using System.Formats.Tar;
using System.IO.Compression;

namespace Ninefold.Data.Sources;

/// <summary>Takes files out of a zip, a gzipped tar or a gzip, told apart by their first bytes.</summary>
internal static class Archive
{
    /// <summary>Stores the needed files of an archive in a folder.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="files">The names that are needed. A gzip of one file holds the first.</param>
    /// <param name="folder">Where they go.</param>
    /// <param name="cancellation">Obeyed between two files.</param>
    /// <returns>Null where all are there, otherwise the reason.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static async Task<string?> ExtractAsync(
        string path,
        IReadOnlyList<string> files,
        string folder,
        CancellationToken cancellation
    )
    {
        var selection = new Selection(files, folder);
        await using var file = File.OpenRead(path);
        var isZip = file.ReadByte() == 'P' && file.ReadByte() == 'K';
        file.Position = 0;
        if (isZip)
        {
            await using var zip = new ZipArchive(file);
            foreach (var entry in zip.Entries)
                if (selection.TargetOf(entry.FullName) is { } target)
                    await entry.ExtractToFileAsync(target, cancellation);
            return selection.Reason;
        }
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        if (!IsTar(path))
        {
            await using var only = File.Create(selection.TargetOf(files[0])!);
            await unzipped.CopyToAsync(only, cancellation);
            return selection.Reason;
        }
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellation) is { } entry)
            if (entry.DataStream is not null && selection.TargetOf(entry.Name) is { } target)
                await entry.ExtractToFileAsync(target, overwrite: false, cancellation);
        return selection.Reason;
    }

    private static bool IsTar(string path)
    {
        using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[262];
        return unzipped.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && head[257..].SequenceEqual("ustar"u8);
    }
}
