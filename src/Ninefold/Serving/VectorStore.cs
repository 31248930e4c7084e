namespace Ninefold.Serving;

/// <summary>
/// Vectors by slot, with their items and codes. One writer appends while searches read; growing makes another store, so
/// that a search goes on in the one it began with.
/// </summary>
internal sealed unsafe class VectorStore
{
    private readonly NativeBlock[] blocks;

    public VectorStore(int dimensions, VectorCoding coding, NativeBlock[] blocks)
    {
        (Dimensions, Coding, this.blocks) = (dimensions, coding, blocks);
        Stride = HnswGraph.PaddedLength(dimensions);
        Vectors = (float*)blocks[0].Pointer;
        Items = (int*)blocks[1].Pointer;
        Coded = coding == VectorCoding.Full ? null : new CodedVectors(dimensions, coding, blocks.AsSpan(2));
        Capacity = (int)(blocks[1].Length / sizeof(int));
    }

    public VectorStore(int dimensions, VectorCoding coding, int capacity)
        : this(dimensions, coding, [.. Lengths(dimensions, coding, capacity).Select(l => new NativeBlock(l))]) { }

    public int Dimensions { get; }
    public VectorCoding Coding { get; }
    public int Stride { get; }
    public int Capacity { get; }
    public float* Vectors { get; }

    /// <summary>By slot: the item's number, or −1 where it was removed.</summary>
    public int* Items { get; }
    public CodedVectors? Coded { get; }
    public IReadOnlyList<NativeBlock> Blocks => blocks;

    /// <summary>How many slots are complete.</summary>
    public int Slots
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public float* Vector(int slot) => Vectors + ((long)slot * Stride);

    public ReadOnlySpan<float> Row(int slot) => new(Vector(slot), Dimensions);

    /// <summary>The bytes of each block.</summary>
    public static long[] Lengths(int dimensions, VectorCoding coding, long capacity) =>
        [
            capacity * HnswGraph.PaddedLength(dimensions) * sizeof(float),
            capacity * sizeof(int),
            .. CodedVectors.Lengths(dimensions, coding, capacity),
        ];

    /// <summary>A store with more room and the same contents, whose codes are learned anew.</summary>
    public VectorStore Grown(int capacity)
    {
        var lengths = Lengths(Dimensions, Coding, capacity);
        var grown = new VectorStore(Dimensions, Coding, [.. blocks.Select((b, i) => b.Grown(lengths[i]))])
        {
            Slots = Slots,
        };
        grown.Coded?.Learn(grown.Vectors, Stride, Slots);
        return grown;
    }

    /// <summary>Appends a vector without an item.</summary>
    public int Append(ReadOnlySpan<float> vector)
    {
        var slot = Slots;
        vector.CopyTo(new Span<float>(Vector(slot), Dimensions));
        Items[slot] = -1;
        Coded?.Encode(slot, Vector(slot));
        Slots = slot + 1;
        return slot;
    }
}
