using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Ninefold.Serving;

/// <summary>Adds vectors to a graph. One at a time; searches may run meanwhile.</summary>
internal sealed unsafe class HnswWriter
{
    private readonly HnswOptions options;
    private readonly SearchScratch scratch = new();
    private readonly Dictionary<ulong, int> first = [];

    public HnswWriter(HnswGraph graph, HnswOptions options)
    {
        (Graph, this.options) = (graph, options);
        for (var slot = 0; slot < graph.Slots; slot++)
        {
            first.TryAdd(HashOf(slot), slot);
            if (graph.Items[slot] >= 0)
                SlotOf.Add(graph.Items[slot], slot);
        }
    }

    /// <summary>The graph after the last change.</summary>
    public HnswGraph Graph { get; private set; }

    /// <summary>Where every item is.</summary>
    public Dictionary<int, int> SlotOf { get; } = [];

    /// <summary>Adds a vector that no search returns before its item is set.</summary>
    /// <returns>Its slot.</returns>
    public int Add(ReadOnlySpan<float> vector)
    {
        var slot = Graph.Slots;
        var level = LevelOf(slot);
        Reserve(slot + 1, Graph.UpperUsed + (level * Graph.UpperRoom));
        vector.CopyTo(new Span<float>(Graph.Vector(slot), Graph.Dimensions));
        Graph.Coded?.Encode(slot, Graph.Vector(slot));
        (Graph.Items[slot], Graph.Twins[slot]) = (-1, -1);
        Graph.UpperStart[slot] = Graph.UpperUsed;
        new Span<int>(Graph.LinksOf(slot, 0), Graph.BaseRoom).Fill(-1);
        var hash = HashOf(slot);
        if (first.TryAdd(hash, slot) || !Row(first[hash]).SequenceEqual(Row(slot)))
        {
            Graph.UpperUsed += level * Graph.UpperRoom;
            new Span<int>(Graph.UpperLinks + Graph.UpperStart[slot], level * Graph.UpperRoom).Fill(-1);
            Graph.Slots = slot + 1;
            if (options.Metric == VectorMetric.Euclidean)
                Link<SquaredDifference>(slot, level, 0);
            else
                Link<NegativeProduct>(slot, level, options.Metric == VectorMetric.Cosine ? 1 : 0);
            return slot;
        }
        Graph.Twins[slot] = Graph.Twins[first[hash]];
        Graph.Slots = slot + 1;
        Volatile.Write(ref Graph.Twins[first[hash]], slot);
        return slot;
    }

    /// <summary>Makes room for so many slots.</summary>
    public void Reserve(int slots, int upper)
    {
        if (slots > Graph.Capacity || upper > Graph.UpperCapacity)
            Graph = Graph.Grown(
                slots > Graph.Capacity
                    ? Math.Max(slots, (int)Math.Min(Graph.Capacity * 2L, Array.MaxLength))
                    : Graph.Capacity,
                upper > Graph.UpperCapacity ? Math.Max(upper, Graph.UpperCapacity * 2) : Graph.UpperCapacity
            );
    }

    private void Link<TTerm>(int slot, int level, float offset)
        where TTerm : struct, IDistanceTerm
    {
        var relaxation = options.Metric == VectorMetric.InnerProduct ? 1 : (float)options.Relaxation;
        var chooser = new HnswLinks<TTerm>(Graph, relaxation, offset);
        var distance = chooser.From(slot);
        var entry = Graph.Entry;
        if (entry < 0)
        {
            Graph.Entry = Pack(slot, level);
            return;
        }
        var (at, top) = ((int)entry, (int)(entry >> 32));
        at = HnswTraversal.Descend(Graph, distance, at, top, level);
        scratch.Begin(Graph, []);
        Span<ulong> candidates = new ulong[options.BuildWidth];
        for (var l = Math.Min(level, top); l >= 0; l--)
        {
            var pool = scratch.Pool(options.BuildWidth, options.BuildWidth);
            HnswTraversal.Fill(Graph, l, distance, scratch, ref pool, at);
            var count = 0;
            for (; count < options.BuildWidth && pool[count] != ulong.MaxValue; count++)
                candidates[count] = pool[count];
            at = NeighborPool.Slot(candidates[0]);
            var chosen = candidates[..chooser.Choose(candidates[..count], options.Links)];
            chooser.Set(slot, l, chosen);
            foreach (var neighbor in chosen)
                chooser.Add(NeighborPool.Slot(neighbor), slot, l);
        }
        if (level > top)
            Graph.Entry = Pack(slot, level);
    }

    private static long Pack(int slot, int level) => ((long)level << 32) | (uint)slot;

    private ReadOnlySpan<float> Row(int slot) => new(Graph.Vector(slot), Graph.Stride);

    private ulong HashOf(int slot) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Row(slot)));

    /// <summary>Exponentially distributed with a mean of 1 / ln(links), from the seed and the slot alone.</summary>
    private int LevelOf(int slot)
    {
        // The output function of SplitMix64.
        var mixed = ((ulong)(uint)options.Seed << 32 | (uint)slot) + 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        mixed ^= mixed >> 31;
        return Math.Min(16, (int)(-Math.Log(((mixed >> 11) + 1) * (1.0 / (1L << 53))) / Math.Log(options.Links)));
    }
}
