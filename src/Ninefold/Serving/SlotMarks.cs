using System.Runtime.CompilerServices;

namespace Ninefold.Serving;

/// <summary>
/// Which slots a search has met: a bit each, so that the marks of several searches fit into the cache. What was marked is
/// also listed, until the list is full, so that clearing costs as much as the search and not as much as the index.
/// </summary>
internal sealed unsafe class SlotMarks
{
    private const int Listed = 8192;
    private readonly NativeBlock bits;
    private readonly NativeBlock list;
    private int length;
    private bool overflowed;

    /// <param name="slots">How many slots can be marked.</param>
    /// <param name="most">How many <see cref="Room"/> may be asked for.</param>
    public SlotMarks(int slots, int most)
    {
        (Slots, Most) = (slots, most);
        bits = new NativeBlock(((long)slots + 31) / 32 * sizeof(uint));
        list = new NativeBlock((long)(Listed + most) * sizeof(int));
    }

    public int Slots { get; }
    public int Most { get; }

    /// <summary>Slot <c>s</c> is bit <c>s % 32</c> of word <c>s / 32</c>.</summary>
    public uint* Bits => (uint*)bits.Pointer;

    /// <summary>Where the next slots are listed that the caller marks; those listed before stay.</summary>
    /// <param name="before">How many were listed at the last such place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Room(int before)
    {
        length += before;
        if (length > Listed)
            (length, overflowed) = (0, true);
        return (int*)list.Pointer + length;
    }

    /// <summary>Marks a slot.</summary>
    /// <returns>Whether it was not yet marked.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(int slot)
    {
        var (word, bit) = ((long)bits.Pointer + ((slot >> 5) * sizeof(uint)), 1u << slot);
        if ((*(uint*)word & bit) != 0)
            return false;
        *(uint*)word |= bit;
        *Room(0) = slot;
        _ = Room(1);
        return true;
    }

    /// <param name="before">How many were listed at the last <see cref="Room"/>.</param>
    public void Clear(int before)
    {
        _ = Room(before);
        if (overflowed)
            new Span<byte>(bits.Pointer, (int)bits.Length).Clear();
        else
            for (var i = 0; i < length; i++)
                Bits[((int*)list.Pointer)[i] >> 5] = 0;
        (length, overflowed) = (0, false);
    }
}
