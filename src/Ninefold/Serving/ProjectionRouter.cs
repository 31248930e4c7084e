using System.Runtime.InteropServices;

namespace Ninefold.Serving;

/// <summary>
/// Tables whose buckets are the leaves of binary trees: at every level a vector is projected on a random direction, one for
/// the level, and goes to the side of a threshold. Locality-sensitive hashing by hyperplanes (Charikar, STOC 2002) has one
/// threshold a level; random-projection trees (Dasgupta and Freund, STOC 2008) split every node at the median of its vectors.
/// The leaves of all trees are visited best first by how far the query is beyond the thresholds that part it from them, as in
/// multi-probe hashing (Lv et al., VLDB 2007).
/// </summary>
internal sealed unsafe class ProjectionRouter : IRouter
{
    private readonly NativeBlock directions;
    private readonly float[] thresholds;
    private readonly int depth;
    private readonly int stride;

    private ProjectionRouter(NativeBlock directions, float[] thresholds, int tables, int depth, int stride)
    {
        (this.directions, this.thresholds, Tables, this.depth, this.stride) = (
            directions,
            thresholds,
            tables,
            depth,
            stride
        );
    }

    public int Tables { get; }
    public int Buckets => Tables << depth;
    public long Bytes => directions.Length + (thresholds.Length * sizeof(float));

    /// <summary>With one threshold a level: the mean of the projections.</summary>
    public static ProjectionRouter Hashing(VectorStore store, LshOptions options)
    {
        var router = Empty(store, options.Tables, options.Bits, options.Seed);
        var projected = new float[store.Slots];
        for (var table = 0; table < options.Tables; table++)
        for (var level = 0; level < options.Bits; level++)
        {
            router.Project(store, table, level, projected);
            var nodes = router.NodesOf(table).Slice((1 << level) - 1, 1 << level);
            nodes.Fill((float)projected.Average(p => (double)p));
        }
        return router;
    }

    /// <summary>With the median in every node.</summary>
    public static ProjectionRouter Trees(VectorStore store, TreeOptions options)
    {
        var depth = 0;
        while (depth < 20 && (store.Slots >> depth) > options.LeafSize)
            depth++;
        var router = Empty(store, options.Trees, depth, options.Seed);
        var (keys, slots) = (new float[store.Slots], new int[store.Slots]);
        for (var table = 0; table < options.Trees; table++)
        {
            for (var slot = 0; slot < slots.Length; slot++)
                slots[slot] = slot;
            router.Split(store, table, 0, 0, slots, keys);
        }
        return router;
    }

    public static ProjectionRouter Read(BinaryReader reader, int dimensions)
    {
        var (tables, depth) = (reader.ReadInt32(), reader.ReadInt32());
        var stride = HnswGraph.PaddedLength(dimensions);
        var router = new ProjectionRouter(
            new NativeBlock((long)tables * depth * stride * sizeof(float)),
            new float[tables * ((1 << depth) - 1)],
            tables,
            depth,
            stride
        );
        reader.BaseStream.ReadExactly(new Span<byte>(router.directions.Pointer, (int)router.directions.Length));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(router.thresholds.AsSpan()));
        return router;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Tables);
        writer.Write(depth);
        writer.Write(new ReadOnlySpan<byte>(directions.Pointer, (int)directions.Length));
        writer.Write(MemoryMarshal.AsBytes(thresholds.AsSpan()));
    }

    public void Route(float* vector, Span<int> buckets)
    {
        for (var table = 0; table < Tables; table++)
        {
            var node = 0;
            var nodes = NodesOf(table);
            for (var level = 0; level < depth; level++)
                node = (2 * node) + (Projection(vector, table, level) >= nodes[node] ? 2 : 1);
            buckets[table] = (table << depth) + node - nodes.Length;
        }
    }

    public void Probe(SearchScratch scratch, int width)
    {
        var (probes, open) = (scratch.Probes, scratch.Open);
        var projections = scratch.Projections(Tables * depth);
        for (var i = 0; i < projections.Length; i++)
            projections[i] = Projection(scratch.Query, i / depth, i % depth);
        probes.Clear();
        open.Clear();
        for (var table = 0; table < Tables; table++)
            open.Enqueue((table, 0, 0), 0);
        while (probes.Count < width && open.TryDequeue(out var at, out var penalty))
        {
            var node = at.Node;
            var nodes = NodesOf(at.Table);
            for (var level = at.Level; level < depth; level++)
            {
                var beyond = projections[(at.Table * depth) + level] - nodes[node];
                var (near, far) = beyond >= 0 ? (2, 1) : (1, 2);
                open.Enqueue((at.Table, (2 * node) + far, level + 1), penalty + (beyond * beyond));
                node = (2 * node) + near;
            }
            probes.Add((at.Table << depth) + node - nodes.Length);
        }
    }

    private static ProjectionRouter Empty(VectorStore store, int tables, int depth, int seed)
    {
        var random = new Random(seed);
        var block = new NativeBlock((long)tables * depth * store.Stride * sizeof(float));
        for (var row = 0; row < tables * depth; row++)
        for (var d = 0; d < store.Dimensions; d++)
            ((float*)block.Pointer)[((long)row * store.Stride) + d] = (float)(
                Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())
            );
        return new(block, new float[tables * ((1 << depth) - 1)], tables, depth, store.Stride);
    }

    private void Split(VectorStore store, int table, int level, int node, Span<int> slots, Span<float> keys)
    {
        if (level == depth)
            return;
        for (var i = 0; i < slots.Length; i++)
            keys[i] = Projection(store.Vector(slots[i]), table, level);
        keys.Sort(slots);
        var middle = slots.Length / 2;
        NodesOf(table)[node] = slots.IsEmpty ? 0 : keys[middle];
        // Equal projections go to one side.
        while (middle > 0 && keys[middle - 1] >= keys[middle])
            middle--;
        Split(store, table, level + 1, (2 * node) + 1, slots[..middle], keys[..middle]);
        Split(store, table, level + 1, (2 * node) + 2, slots[middle..], keys[middle..]);
    }

    private void Project(VectorStore store, int table, int level, float[] projected)
    {
        for (var slot = 0; slot < projected.Length; slot++)
            projected[slot] = Projection(store.Vector(slot), table, level);
    }

    private Span<float> NodesOf(int table) => thresholds.AsSpan(table * ((1 << depth) - 1), (1 << depth) - 1);

    private float Projection(float* vector, int table, int level) =>
        -new FloatDistance<NegativeProduct>(vector, (float*)directions.Pointer, stride).To((table * depth) + level);
}
