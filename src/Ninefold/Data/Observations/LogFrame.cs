using System.Buffers.Binary;
using System.IO.Hashing;

namespace Ninefold.Data.Observations;

/// <summary>
/// One observation in a segment: mark (4 bytes), length of the JSON (4), XXH3 of what follows (8), position (8), JSON;
/// numbers are little-endian. The mark holds a byte that UTF-8 never does, so that a reader finds the next frame after
/// damage.
/// </summary>
internal static class LogFrame
{
    public const int HeaderSize = 24;

    /// <summary>More than any valid observation takes; a length above it is damage.</summary>
    public const int MaxJson = 1 << 20;

    private const int Hashed = 16;

    public static ReadOnlySpan<byte> Mark => [0xff, 0xfe, (byte)'O', (byte)'b'];

    /// <summary>Writes the header in front of the JSON that is already in the frame.</summary>
    public static void Seal(Span<byte> frame, long position)
    {
        Mark.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length - HeaderSize);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], position);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], XxHash3.HashToUInt64(frame[Hashed..]));
    }

    /// <summary>The size of the frame that begins here, or null where none does.</summary>
    public static int? Size(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderSize || !header.StartsWith(Mark))
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        return length is > 0 and <= MaxJson ? HeaderSize + length : null;
    }

    public static bool IsWhole(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt64LittleEndian(frame[8..]) == XxHash3.HashToUInt64(frame[Hashed..]);

    public static long Position(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt64LittleEndian(frame[16..]);
}
