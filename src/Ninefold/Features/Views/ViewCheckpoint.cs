using System.Buffers.Binary;
using System.IO.Hashing;
using Ninefold.Data.Observations;
using Ninefold.Data.Storage;

namespace Ninefold.Features.Views;

/// <summary>
/// What a view knew at a position in the log, in a file: read at the next start instead of the log before it. It is written
/// and read in pieces, so that it may be larger than an array can be.
/// </summary>
/// <param name="Position">All before it in the log is taken up; more may be.</param>
/// <param name="Taken">The fingerprints of the pasts that were taken up.</param>
internal sealed record ViewCheckpoint(long Position, IReadOnlyList<string> Taken)
{
    private const int HashSize = 16;

    /// <summary>Names the layout; another one is not read. Blocks follow: this, the pieces, and an empty one.</summary>
    private static ReadOnlySpan<byte> Mark => "NINEVW03"u8;

    /// <summary>Where a view's checkpoint is kept: another version of a view is another file.</summary>
    public static string PathOf(string folder, FeatureView view) =>
        Path.Combine(folder, $"{view.Name}.{view.Version}.checkpoint");

    /// <summary>Writes it whole or not at all, whatever happens meanwhile; the disk has it when this returns.</summary>
    /// <param name="path">Where.</param>
    /// <param name="pieces">All observations that can still count.</param>
    public void Write(string path, IEnumerable<ViewPast> pieces)
    {
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(Mark);
            Write(file, PartSerializer.Write(this));
            foreach (var piece in pieces)
                Write(file, PartSerializer.Write(piece));
            Write(file, []);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        FolderFlush.ToDisk(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads what was written; null where there is none.</summary>
    /// <param name="path">Where.</param>
    /// <param name="take">Takes up each piece; what it took is void where a later one is damaged.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of another layout.</exception>
    public static ViewCheckpoint? Read(string path, Action<ViewPast> take)
    {
        if (!File.Exists(path))
            return null;
        using var file = File.OpenRead(path);
        var mark = new byte[Mark.Length];
        if (file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) < mark.Length || !Mark.SequenceEqual(mark))
            throw new InvalidDataException($"'{path}' is no checkpoint of this version.");
        var checkpoint = PartSerializer.Read<ViewCheckpoint>(Read(file));
        while (Read(file) is { Length: > 0 } piece)
            take(PartSerializer.Read<ViewPast>(piece));
        return file.Position == file.Length ? checkpoint : throw Damaged(file);
    }

    private static void Write(FileStream file, byte[] content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        file.Write(length);
        file.Write(XxHash128.Hash(content));
        file.Write(content);
    }

    private static byte[] Read(FileStream file)
    {
        Span<byte> head = stackalloc byte[4 + HashSize];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            throw Damaged(file);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0 || length > file.Length - file.Position)
            throw Damaged(file);
        var content = new byte[length];
        file.ReadExactly(content);
        return XxHash128.Hash(content).AsSpan().SequenceEqual(head[4..]) ? content : throw Damaged(file);
    }

    private static InvalidDataException Damaged(FileStream file) => new($"The checkpoint '{file.Name}' is damaged.");
}
