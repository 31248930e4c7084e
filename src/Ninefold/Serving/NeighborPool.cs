using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ninefold.Serving;

/// <summary>
/// The closest slots that a graph search has met, in one sorted array instead of two heaps. An entry holds the distance in
/// its upper half, so that comparing entries compares distances, then the slot, then one bit: whether its links were
/// followed. Free places hold the largest value, which counts as followed.
/// </summary>
/// <param name="memory">Room for <see cref="Room"/> entries, <paramref name="width"/> of which can be used.</param>
/// <param name="width">How many entries are kept.</param>
/// <param name="followed">How many of them, from the closest on, may be followed.</param>
internal unsafe struct NeighborPool(ulong* memory, int width, int followed)
{
    private readonly ulong* entries = memory + 8;
    private readonly int blocks = (width + 7) / 8;
    private int cursor = 0;

    /// <summary>Entries that a pool of this width takes: a sentinel goes before them and the last block is a whole one.</summary>
    public static int Room(int width) => 8 + ((width + 7) / 8 * 8);

    public void Clear()
    {
        entries[-1] = 0;
        new Span<ulong>(entries, blocks * 8).Fill(ulong.MaxValue);
        cursor = 0;
    }

    /// <summary>The entry that a new one must be under to enter.</summary>
    public readonly ulong Worst
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => entries[width - 1];
    }

    public readonly ulong this[int at] => entries[at];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Entry(float distance, int slot)
    {
        var bits = BitConverter.SingleToInt32Bits(distance);
        return ((ulong)(uint)(bits ^ ((bits >> 31) | int.MinValue)) << 32) | ((ulong)(uint)slot << 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Slot(ulong entry) => (int)((uint)entry >> 1);

    public static float Distance(ulong entry)
    {
        var bits = (int)(entry >> 32);
        return BitConverter.Int32BitsToSingle(bits ^ (~(bits >> 31) | int.MinValue));
    }

    /// <summary>Inserts an entry under the worst one, which falls out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Insert(ulong entry)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            // Each place gets the middle one of itself, the one before it, and the new entry.
            var added = Vector512.Create(entry);
            for (var block = entries + ((blocks - 1) * 8); block >= entries; block -= 8)
            {
                Vector512.Min(Vector512.Load(block), Vector512.Max(Vector512.Load(block - 1), added)).Store(block);
                if (block[-1] < entry)
                    break;
            }
        }
        else
        {
            var at = width - 1;
            for (; entries[at - 1] > entry; at--)
                entries[at] = entries[at - 1];
            entries[at] = entry;
        }
        if (entry < entries[cursor])
            cursor = 0;
    }

    /// <summary>The closest entry whose links were not followed; it counts as followed from now on.</summary>
    /// <returns>False where there is none: the search is over.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out int slot)
    {
        if (!Find(cursor, out cursor))
        {
            (cursor, slot) = (0, -1);
            return false;
        }
        slot = Slot(entries[cursor]);
        entries[cursor] |= 1;
        return true;
    }

    /// <summary>The slot that comes next unless a closer one is found first, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Peek(out int at) => Find(cursor, out at) ? Slot(entries[at]) : -1;

    /// <summary>The one after that at a place, if it is the next place, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int PeekAfter(int at) =>
        at + 1 < followed && (entries[at + 1] & 1) == 0 ? Slot(entries[at + 1]) : -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Find(int from, out int at)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (var block = from / 8; block * 8 < followed; block++)
            {
                var open = ~(Vector512.Load(entries + (block * 8)) << 63).ExtractMostSignificantBits() & 0xff;
                if (open != 0)
                {
                    at = (block * 8) + BitOperations.TrailingZeroCount(open);
                    return at < followed;
                }
            }
        }
        else
        {
            for (at = from; at < followed; at++)
                if ((entries[at] & 1) == 0)
                    return true;
        }
        at = 0;
        return false;
    }
}
