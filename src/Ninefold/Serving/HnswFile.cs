using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Ninefold.Serving;

/// <summary>
/// An index as one file: a head of numbers, the graph's blocks, each at a multiple of 64 bytes, and the XxHash128 of all
/// that. Little-endian, to be mapped as it is.
/// </summary>
internal static unsafe class HnswFile
{
    private const int HeadBytes = 128;
    private const int HashBytes = 16;
    private const int Version = 1;
    private static ReadOnlySpan<byte> Magic => "9F-HNSW\n"u8;

    public static void Save(string path, HnswGraph graph, HnswOptions options)
    {
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
                Write(Head(graph, options));
                var lengths = HnswGraph.Lengths(graph.Dimensions, graph.Links, graph.Slots, graph.UpperUsed);
                for (var b = 0; b < lengths.Length; b++)
                {
                    for (long at = 0; at < lengths[b]; at += 1 << 20)
                        Write(new(graph.Blocks[b].Pointer + at, (int)Math.Min(1 << 20, lengths[b] - at)));
                    Write(new byte[Padded(lengths[b]) - lengths[b]]);
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
        GC.KeepAlive(graph);
    }

    public static (HnswGraph Graph, HnswOptions Options) Load(string path)
    {
        var length = new FileInfo(path).Length;
        if (length < HeadBytes + HashBytes)
            throw new InvalidDataException($"{path} is no index: {length} bytes are too few.");
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.CopyOnWrite);
        try
        {
            return Read(path, view, length);
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    private static (HnswGraph Graph, HnswOptions Options) Read(string path, MemoryMappedViewAccessor view, long length)
    {
        // The blocks keep the view; a counted pointer would keep the mapping for ever.
        var start = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle();
        if (!new ReadOnlySpan<byte>(start, Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException($"{path} is no index: it does not begin like one.");
        using var head = new BinaryReader(new UnmanagedMemoryStream(start + Magic.Length, HeadBytes - Magic.Length));
        if (head.ReadInt32() is var version && version != Version)
            throw new InvalidDataException($"{path} has version {version}; version {Version} can be read.");
        var expected = head.ReadInt64();
        if (expected != length)
            throw new InvalidDataException(
                $"{path} should have {expected} bytes and has {length}: it is cut off or damaged."
            );
        Verify(path, start, length);
        var (dimensions, slots, upperUsed, entry) = (
            head.ReadInt32(),
            head.ReadInt32(),
            head.ReadInt32(),
            head.ReadInt64()
        );
        var options = new HnswOptions(
            head.ReadInt32(),
            head.ReadInt32(),
            head.ReadInt32(),
            head.ReadDouble(),
            (VectorMetric)head.ReadInt32(),
            head.ReadInt32()
        ).Validated();
        long at = HeadBytes;
        var blocks = new List<NativeBlock>();
        foreach (var bytes in HnswGraph.Lengths(dimensions, options.Links, slots, upperUsed))
        {
            blocks.Add(new NativeBlock(start + at, bytes, view));
            at += Padded(bytes);
        }
        return (
            new HnswGraph(dimensions, options.Links, [.. blocks])
            {
                Slots = slots,
                UpperUsed = upperUsed,
                Entry = entry,
            },
            options
        );
    }

    private static byte[] Head(HnswGraph graph, HnswOptions options)
    {
        var head = new byte[HeadBytes];
        using var writer = new BinaryWriter(new MemoryStream(head), Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        var lengths = HnswGraph.Lengths(graph.Dimensions, graph.Links, graph.Slots, graph.UpperUsed);
        writer.Write(HeadBytes + lengths.Sum(Padded) + HashBytes);
        writer.Write(graph.Dimensions);
        writer.Write(graph.Slots);
        writer.Write(graph.UpperUsed);
        writer.Write(graph.Entry);
        writer.Write(options.Links);
        writer.Write(options.BuildWidth);
        writer.Write(options.Width);
        writer.Write(options.Relaxation);
        writer.Write((int)options.Metric);
        writer.Write(options.Seed);
        return head;
    }

    private static void Verify(string path, byte* start, long length)
    {
        var hash = new XxHash128();
        for (long at = 0; at < length - HashBytes; at += 1 << 20)
            hash.Append(new ReadOnlySpan<byte>(start + at, (int)Math.Min(1 << 20, length - HashBytes - at)));
        if (
            !hash.GetCurrentHash().AsSpan().SequenceEqual(new ReadOnlySpan<byte>(start + length - HashBytes, HashBytes))
        )
            throw new InvalidDataException($"{path} is damaged: its checksum does not fit.");
    }

    private static long Padded(long bytes) => (bytes + 63) / 64 * 64;
}
