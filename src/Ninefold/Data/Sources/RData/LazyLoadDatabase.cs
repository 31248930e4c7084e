using System.Buffers.Binary;
using System.IO.Compression;
using Ninefold.Data.Tables;

namespace Ninefold.Data.Sources.RData;

/// <summary>
/// The data of an installed R package: an index (<c>.rdx</c>, a gzipped serialized list) and the objects it points to
/// (<c>.rdb</c>, each a big-endian length and zlib). Reads data frames of numbers, logicals, texts and factors; R itself
/// is not needed.
/// </summary>
public sealed class LazyLoadDatabase
{
    private const int LargestObject = 1 << 30;
    private const int BestCompression = 1032; // bytes out of a byte, the most that deflate reaches
    private readonly string path;
    private readonly Dictionary<string, (int Offset, int Length)> objects = [];

    /// <param name="path">The path of both files without their extension, such as <c>data/Rdata</c>.</param>
    /// <exception cref="InvalidDataException">The index is damaged or of an unknown kind.</exception>
    /// <exception cref="IOException">The index cannot be read.</exception>
    public LazyLoadDatabase(string path)
    {
        this.path = path;
        using var file = File.OpenRead(path + ".rdx");
        var compressed = new byte[file.Length];
        file.ReadExactly(compressed);
        var index = Parse(
            path + ".rdx",
            () => Decompressed<GZipStream>(compressed, s => new(s, CompressionMode.Decompress))
        );
        if (index["variables"] is not { Data: RValue[] places, Names: { } names } || names.Length != places.Length)
            throw new InvalidDataException($"'{path}.rdx' has no list of variables.");
        if (index["compressed"]?.Data is not int[] kind || kind is not [1])
            throw new InvalidDataException($"'{path}.rdb' must be compressed with zlib, but is not.");
        foreach (var (name, place) in names.Zip(places))
            objects[name ?? ""] =
                place.Data is int[] span && span is [>= 0, >= 4]
                    ? (span[0], span[1])
                    : throw new InvalidDataException($"'{path}.rdx' has no place for '{name}'.");
    }

    /// <summary>The objects that are there, data frames and others.</summary>
    public IReadOnlyCollection<string> Names => objects.Keys;

    /// <summary>Reads a data frame.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, damaged, or no data frame; says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Table Read(string name)
    {
        if (!objects.TryGetValue(name, out var place))
            throw new InvalidDataException($"'{path}.rdx' has no object '{name}'; it has {string.Join(", ", Names)}.");
        using var file = File.OpenRead(path + ".rdb");
        if ((long)place.Offset + place.Length > file.Length)
            throw new InvalidDataException(
                $"'{path}.rdb' is cut off: '{name}' ends at byte {(long)place.Offset + place.Length}, the file at {file.Length}."
            );
        var chunk = new byte[place.Length];
        file.Position = place.Offset;
        file.ReadExactly(chunk);
        var frame = Parse($"{path}.rdb, object '{name}'", () => Decompressed(chunk));
        return DataFrame.ToTable(name, frame);
    }

    private static RValue Parse(string what, Func<byte[]> decompress)
    {
        try
        {
            return RSerialization.Read(decompress());
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidDataException($"'{what}' is damaged: {e.Message}", e);
        }
    }

    private static byte[] Decompressed(byte[] chunk)
    {
        var stated = BinaryPrimitives.ReadInt32BigEndian(chunk);
        if (stated < 0 || stated > LargestObject || stated > (long)chunk.Length * BestCompression)
            throw new InvalidDataException($"states a size of {stated} bytes, compressed to {chunk.Length}");
        var content = Decompressed<ZLibStream>(chunk[4..], s => new(s, CompressionMode.Decompress));
        return content.Length == stated
            ? content
            : throw new InvalidDataException($"has {content.Length} bytes where {stated} were stated");
    }

    private static byte[] Decompressed<T>(byte[] compressed, Func<Stream, T> open)
        where T : Stream
    {
        using var stream = open(new MemoryStream(compressed));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
