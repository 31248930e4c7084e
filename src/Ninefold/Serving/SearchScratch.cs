namespace Ninefold.Serving;

/// <summary>What one search writes to: a padded copy of its query, its pool, and marks of the slots it has met.</summary>
internal sealed unsafe class SearchScratch
{
    private NativeBlock query = new(0);
    private NativeBlock pool = new(0);
    private NativeBlock seen = new(0);

    /// <summary>A slot is marked where its mark equals this.</summary>
    public byte Epoch { get; private set; }
    public byte* Seen => seen.Pointer;
    public float* Query => (float*)query.Pointer;

    /// <summary>Neighbours that are yet to be compared: as many as a link list can hold.</summary>
    public int[] Fresh { get; private set; } = [];

    /// <summary>Makes room for a graph, and copies the query with zeros after it.</summary>
    public void Begin(HnswGraph graph, ReadOnlySpan<float> vector)
    {
        if (query.Length < graph.Stride * sizeof(float))
            query = new NativeBlock(graph.Stride * sizeof(float));
        if (Fresh.Length < graph.BaseRoom)
            Fresh = new int[graph.BaseRoom];
        vector.CopyTo(new Span<float>(Query, graph.Stride));
        if (seen.Length >= graph.Capacity)
            return;
        (seen, Epoch) = (new NativeBlock(graph.Capacity), 0);
    }

    /// <summary>An empty pool, with nothing marked.</summary>
    public NeighborPool Pool(int width)
    {
        long bytes = NeighborPool.Room(width) * sizeof(ulong);
        if (pool.Length < bytes)
            pool = new NativeBlock(bytes);
        if (++Epoch == 0)
        {
            new Span<byte>(Seen, (int)seen.Length).Clear();
            Epoch = 1;
        }
        var empty = new NeighborPool((ulong*)pool.Pointer, width);
        empty.Clear();
        return empty;
    }
}
