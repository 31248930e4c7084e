using System.Runtime.InteropServices;

namespace Ninefold.Serving;

/// <summary>
/// Memory outside the collector's heap, aligned to a cache line. It is freed when nothing refers to the block any more, so
/// that a search may go on in memory that a writer has already replaced by a larger one.
/// </summary>
internal sealed unsafe partial class NativeBlock
{
    private const int HugePage = 2 << 20;
    private const int AdviseHugePages = 14;
    private readonly object? owner;

    /// <summary>Allocates zeros.</summary>
    public NativeBlock(long bytes)
    {
        Length = bytes;
        Pointer = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), bytes >= HugePage ? HugePage : 64u);
        if (bytes >= HugePage && OperatingSystem.IsLinux())
            _ = Advise(Pointer, (nuint)bytes, AdviseHugePages);
        NativeMemory.Clear(Pointer, (nuint)bytes);
        GC.AddMemoryPressure(Math.Max(bytes, 1));
    }

    /// <summary>Shows memory of something else, which is kept alive.</summary>
    public NativeBlock(byte* pointer, long bytes, object owner)
    {
        Pointer = pointer;
        (Length, this.owner) = (bytes, owner);
    }

    ~NativeBlock()
    {
        if (owner is not null)
            return;
        NativeMemory.AlignedFree(Pointer);
        GC.RemoveMemoryPressure(Math.Max(Length, 1));
    }

    public byte* Pointer { get; }

    public long Length { get; }

    /// <summary>A larger block that begins with what this one holds.</summary>
    public NativeBlock Grown(long bytes)
    {
        var grown = new NativeBlock(bytes);
        Buffer.MemoryCopy(Pointer, grown.Pointer, bytes, Length);
        GC.KeepAlive(this);
        return grown;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* address, nuint length, int advice);
}
