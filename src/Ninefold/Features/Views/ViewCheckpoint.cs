using System.IO.Hashing;
using Ninefold.Data.Observations;
using Ninefold.Data.Storage;

namespace Ninefold.Features.Views;

/// <summary>What a view knew at a position in the log, in a file: read at the next start instead of the log before it.</summary>
/// <param name="Position">All before it in the log is taken up; more may be.</param>
/// <param name="Taken">The fingerprints of the pasts that were taken up.</param>
/// <param name="Past">All observations that can still count.</param>
internal sealed record ViewCheckpoint(long Position, IReadOnlyList<string> Taken, ViewPast Past)
{
    private const int HashSize = 16;

    /// <summary>Names the layout; another one is not read.</summary>
    private static ReadOnlySpan<byte> Mark => "NINEVW02"u8;

    /// <summary>Where a view's checkpoint is kept: another version of a view is another file.</summary>
    public static string PathOf(string folder, FeatureView view) =>
        Path.Combine(folder, $"{view.Name}.{view.Version}.checkpoint");

    /// <summary>Writes it whole or not at all, whatever happens meanwhile; the disk has it when this returns.</summary>
    public void Write(string path)
    {
        var content = PartSerializer.Write(this);
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(Mark);
            file.Write(XxHash128.Hash(content));
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        FolderFlush.ToDisk(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads what was written; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another layout.</exception>
    public static ViewCheckpoint? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Mark) || bytes.Length < Mark.Length + HashSize)
            throw new InvalidDataException($"'{path}' is no checkpoint of this version.");
        var content = bytes.AsMemory(Mark.Length + HashSize);
        if (!XxHash128.Hash(content.Span).AsSpan().SequenceEqual(bytes.AsSpan(Mark.Length, HashSize)))
            throw new InvalidDataException($"The checkpoint '{path}' is damaged.");
        return PartSerializer.Read<ViewCheckpoint>(content);
    }
}
