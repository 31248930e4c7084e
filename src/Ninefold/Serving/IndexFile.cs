using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Ninefold.Serving;

/// <summary>
/// An index as one file: its kind, version and length, a head that the kind writes, blocks of memory, each at a multiple
/// of 64 bytes, and the XxHash128 of all that. Little-endian, to be mapped as it is.
/// </summary>
internal static unsafe class IndexFile
{
    private const int HashBytes = 16;
    private const int Version = 3;
    private const int Chunk = 1 << 20;

    // Kind, version, length of the file, length of the head.
    private const int FixedBytes = 8 + sizeof(int) + sizeof(long) + sizeof(int);

    /// <param name="path">Where; a file that is there is replaced when the new one is complete on the disk.</param>
    /// <param name="kind">Eight characters.</param>
    /// <param name="writeHead">Writes what the kind's loading reads again.</param>
    /// <param name="blocks">Blocks, and how much of each is kept.</param>
    public static void Save(
        string path,
        string kind,
        Action<BinaryWriter> writeHead,
        IReadOnlyList<(NativeBlock Block, long Bytes)> blocks
    )
    {
        var head = Head(kind, writeHead, blocks.Sum(b => Padded(b.Bytes)));
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = File.Create(temporary))
            {
                var hash = new XxHash128();
                void Write(ReadOnlySpan<byte> bytes)
                {
                    hash.Append(bytes);
                    file.Write(bytes);
                }
                Write(head);
                foreach (var (block, bytes) in blocks)
                {
                    for (long at = 0; at < bytes; at += Chunk)
                        Write(new(block.Pointer + at, (int)Math.Min(Chunk, bytes - at)));
                    Write(new byte[Padded(bytes) - bytes]);
                }
                file.Write(hash.GetCurrentHash());
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        GC.KeepAlive(blocks);
    }

    /// <summary>Maps a file into memory after its checksum was verified.</summary>
    /// <param name="path">Where.</param>
    /// <param name="kind">Eight characters.</param>
    /// <param name="read">Given the head and a reader of the next block of so many bytes.</param>
    public static T Load<T>(string path, string kind, Func<BinaryReader, Func<long, NativeBlock>, T> read)
    {
        var length = new FileInfo(path).Length;
        if (length < FixedBytes + HashBytes)
            throw new InvalidDataException($"{path} is no index: {length} bytes are too few.");
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.CopyOnWrite);
        try
        {
            // The blocks keep the view; a counted pointer would keep the mapping for ever.
            var start = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle();
            var headBytes = Verified(path, kind, start, length);
            var at = Padded(FixedBytes + headBytes);
            using var head = new BinaryReader(new UnmanagedMemoryStream(start + FixedBytes, headBytes));
            return read(
                head,
                bytes =>
                {
                    var block = new NativeBlock(start + at, bytes, view);
                    at += Padded(bytes);
                    return block;
                }
            );
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    private static int Verified(string path, string kind, byte* start, long length)
    {
        if (!new ReadOnlySpan<byte>(start, 8).SequenceEqual(Encoding.ASCII.GetBytes(kind)))
            throw new InvalidDataException(
                $"{path} is no index of the kind {kind.Trim()}: it does not begin like one."
            );
        using var head = new BinaryReader(new UnmanagedMemoryStream(start + 8, FixedBytes - 8));
        if (head.ReadInt32() is var version && version != Version)
            throw new InvalidDataException($"{path} has version {version}; version {Version} can be read.");
        var expected = head.ReadInt64();
        if (expected != length)
            throw new InvalidDataException(
                $"{path} should have {expected} bytes and has {length}: it is cut off or damaged."
            );
        var hash = new XxHash128();
        for (long at = 0; at < length - HashBytes; at += Chunk)
            hash.Append(new ReadOnlySpan<byte>(start + at, (int)Math.Min(Chunk, length - HashBytes - at)));
        if (
            !hash.GetCurrentHash().AsSpan().SequenceEqual(new ReadOnlySpan<byte>(start + length - HashBytes, HashBytes))
        )
            throw new InvalidDataException($"{path} is damaged: its checksum does not fit.");
        return head.ReadInt32();
    }

    private static byte[] Head(string kind, Action<BinaryWriter> write, long blockBytes)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
            write(writer);
        var head = new byte[Padded(FixedBytes + content.Length)];
        using var fixedPart = new BinaryWriter(new MemoryStream(head));
        fixedPart.Write(Encoding.ASCII.GetBytes(kind));
        fixedPart.Write(Version);
        fixedPart.Write(head.Length + blockBytes + HashBytes);
        fixedPart.Write((int)content.Length);
        fixedPart.Write(content.ToArray());
        return head;
    }

    private static long Padded(long bytes) => (bytes + 63) / 64 * 64;
}
