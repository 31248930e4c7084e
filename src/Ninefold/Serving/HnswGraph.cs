using System.Runtime.CompilerServices;

namespace Ninefold.Serving;

/// <summary>
/// The memory of an HNSW index: vectors and links in blocks of their own. Its blocks are never replaced: growing makes
/// another graph. One writer changes links in place while searches read them: whatever a link list holds at any moment are
/// slots that were complete before they were linked.
/// </summary>
internal sealed unsafe class HnswGraph
{
    private const int FirstCodeBlock = 7;
    private readonly NativeBlock[] blocks;

    public HnswGraph(int dimensions, int links, VectorCoding coding, NativeBlock[] blocks)
    {
        (Dimensions, Links, Coding, this.blocks) = (dimensions, links, coding, blocks);
        Stride = PaddedLength(dimensions);
        Vectors = (float*)blocks[0].Pointer;
        BaseLinks = (int*)blocks[1].Pointer;
        UpperLinks = (int*)blocks[2].Pointer;
        UpperStart = (int*)blocks[3].Pointer;
        Items = (int*)blocks[4].Pointer;
        Twins = (int*)blocks[5].Pointer;
        Chosen = (ushort*)blocks[6].Pointer;
        Coded =
            coding == VectorCoding.Full ? null : new CodedVectors(dimensions, coding, blocks.AsSpan(FirstCodeBlock));
        Capacity = (int)(blocks[4].Length / sizeof(int));
        UpperCapacity = (int)(blocks[2].Length / sizeof(int));
    }

    /// <summary>An empty graph.</summary>
    public HnswGraph(int dimensions, int links, VectorCoding coding, int capacity, int upperCapacity)
        : this(
            dimensions,
            links,
            coding,
            [.. Lengths(dimensions, links, coding, capacity, upperCapacity).Select(l => new NativeBlock(l))]
        ) { }

    public int Dimensions { get; }
    public int Links { get; }
    public VectorCoding Coding { get; }

    /// <summary>What searches compare first, or null where they compare full vectors.</summary>
    public CodedVectors? Coded { get; }

    /// <summary>Floats from one vector to the next: the dimensions, filled up with zeros.</summary>
    public int Stride { get; }
    public int Capacity { get; }
    public int UpperCapacity { get; }

    /// <summary>By slot, <see cref="Stride"/> values each.</summary>
    public float* Vectors { get; }

    /// <summary>By slot: the slots it is linked to, and −1 where there is room left. At 16 links a slot these are two cache lines.</summary>
    public int* BaseLinks { get; }

    /// <summary>Above the lowest level, level by level for each vector that reaches there.</summary>
    public int* UpperLinks { get; }

    /// <summary>By slot: where its upper links begin.</summary>
    public int* UpperStart { get; }

    /// <summary>By slot: the item's number, or −1 where it was removed.</summary>
    public int* Items { get; }

    /// <summary>By slot: the next vector that is equal to this one, or −1. Only the first of them is in the graph.</summary>
    public int* Twins { get; }

    /// <summary>By slot: how many of the first links on the lowest level were chosen together.</summary>
    public ushort* Chosen { get; }

    /// <summary>How many slots are in use; written by the writer when a slot is complete.</summary>
    public int Slots
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public int UpperUsed { get; set; }

    /// <summary>The level and slot where searches begin, in one value so that they are read together; −1 when empty.</summary>
    public long Entry
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = -1;

    public IReadOnlyList<NativeBlock> Blocks => blocks;

    public int BaseRoom => 2 * Links;
    public int UpperRoom => Links;

    public float* Vector(int slot) => Vectors + ((long)slot * Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* LinksOf(int slot, int level) =>
        level == 0 ? BaseLinks + ((long)slot * BaseRoom) : UpperLinks + UpperStart[slot] + ((level - 1) * UpperRoom);

    /// <summary>How many links a slot may have on a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RoomOf(int level) => level == 0 ? BaseRoom : UpperRoom;

    public static int PaddedLength(int dimensions) => (dimensions + 15) / 16 * 16;

    /// <summary>The bytes of each block.</summary>
    public static long[] Lengths(int dimensions, int links, VectorCoding coding, long capacity, long upperCapacity) =>
        [
            capacity * PaddedLength(dimensions) * sizeof(float),
            capacity * 2 * links * sizeof(int),
            upperCapacity * sizeof(int),
            capacity * sizeof(int),
            capacity * sizeof(int),
            capacity * sizeof(int),
            capacity * sizeof(ushort),
            .. CodedVectors.Lengths(dimensions, coding, capacity),
        ];

    /// <summary>A graph with more room and the same contents, whose codes are learned anew.</summary>
    public HnswGraph Grown(int capacity, int upperCapacity)
    {
        var lengths = Lengths(Dimensions, Links, Coding, capacity, upperCapacity);
        var kept = blocks.Take(FirstCodeBlock).Select((b, i) => b.Grown(lengths[i]));
        var codes = lengths.Skip(FirstCodeBlock).Select(l => new NativeBlock(l));
        var grown = new HnswGraph(Dimensions, Links, Coding, [.. kept, .. codes])
        {
            Slots = Slots,
            UpperUsed = UpperUsed,
            Entry = Entry,
        };
        grown.Coded?.Learn(grown.Vectors, Stride, Slots);
        return grown;
    }

    /// <summary>A graph with other codes and the same contents, in the order in which searches meet them.</summary>
    public HnswGraph Recoded(VectorCoding coding)
    {
        var recoded = new HnswGraph(Dimensions, Links, coding, Capacity, UpperCapacity);
        HnswOrder.Copy(this, recoded);
        return recoded;
    }
}
