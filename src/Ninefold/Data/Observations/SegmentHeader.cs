using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Ninefold.Data.Observations;

/// <summary>
/// The head of a segment says how far it is committed. It is rewritten after each flush, so that a reader in another
/// process sees an observation only once no failure can take it back.
/// </summary>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="Committed">Bytes of the file, this header included, that are durable.</param>
/// <param name="Next">The position after the last committed observation.</param>
/// <param name="LastAppendAt">Unix milliseconds of the last append to the log; 0 where there was none.</param>
/// <param name="IsClosed">True where the log goes on in another segment.</param>
internal readonly record struct SegmentHeader(
    long CreatedAt,
    long Committed,
    long Next,
    long LastAppendAt,
    bool IsClosed = false
)
{
    public const int Size = 56;
    private const int Hashed = 48;
    private const int Attempts = 100;

    private static ReadOnlySpan<byte> Magic => "9FOLDOB1"u8;

    public void Write(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], CreatedAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Committed);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Next);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], LastAppendAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], IsClosed ? 1 : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[Hashed..], XxHash3.HashToUInt64(bytes[..Hashed]));
        RandomAccess.Write(file, bytes, 0);
    }

    /// <summary>The header, or null where the file has no valid one.</summary>
    public static SegmentHeader? Read(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[Size];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (RandomAccess.Read(file, bytes, 0) < Size || !bytes.StartsWith(Magic))
                return null;
            if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[Hashed..]) == XxHash3.HashToUInt64(bytes[..Hashed]))
                return new(
                    BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]) != 0
                );
            Thread.Yield(); // the writer may be half-way through it
        }
        return null;
    }
}
