using System.Buffers.Binary;
using System.IO.Compression;
using Ninefold.Torch.Images;

namespace Ninefold.Bench.ImageClasses;

/// <summary>Images and labels as MNIST has them: a gzipped header of big-endian numbers, then bytes.</summary>
internal static class IdxFile
{
    public static LabelledImages Read(string folder, string part)
    {
        var (pixels, lengths) = Bytes(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"));
        var (labels, _) = Bytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
        return LabelledImages.Of(new(1, lengths[1], lengths[2]), pixels, [.. labels.Select(label => (int)label)]);
    }

    private static (byte[] Values, int[] Lengths) Bytes(string path)
    {
        using var content = new MemoryStream();
        using (var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
            file.CopyTo(content);
        var bytes = content.ToArray();
        int[] lengths =
        [
            .. Enumerable
                .Range(1, bytes[3])
                .Select(axis => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * axis))),
        ];
        return (bytes[(4 + (4 * lengths.Length))..], lengths);
    }
}
