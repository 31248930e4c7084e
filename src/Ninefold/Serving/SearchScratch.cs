namespace Ninefold.Serving;

/// <summary>What one search writes to: a padded copy of its query, its pool, and marks of the slots it has met.</summary>
internal sealed unsafe class SearchScratch
{
    private NativeBlock query = new(0);
    private NativeBlock coded = new(0);
    private NativeBlock pool = new(0);
    private NativeBlock tables = new(0);
    private NativeBlock rounded = new(0);
    private NativeBlock entries = new(0);
    private NativeBlock distances = new(0);

    /// <summary>The slots that the present search has met.</summary>
    public SlotMarks Marks { get; private set; } = new(0, 0);
    public float* Query => (float*)query.Pointer;

    /// <summary>The query as signed bytes, where the graph holds codes.</summary>
    public sbyte* Coded => (sbyte*)coded.Pointer;
    public CodeQuery Terms { get; private set; }

    /// <summary>Neighbours that are yet to be compared: as many as a link list can hold.</summary>
    public int* Fresh;

    /// <summary>How far they are.</summary>
    public float* Distances => (float*)distances.Pointer;

    /// <summary>Those of them that are close enough for the pool.</summary>
    public ulong* Entries => (ulong*)entries.Pointer;

    /// <summary>How many neighbours there are, between the two halves of a step.</summary>
    public int Unseen;

    /// <summary>The pool of the present search.</summary>
    public NeighborPool Kept;

    /// <summary>The buckets to visit.</summary>
    public List<int> Probes { get; } = [];

    /// <summary>Nodes of trees that are yet to be visited, by how far the query is from them.</summary>
    public PriorityQueue<(int Table, int Node, int Level), float> Open { get; } = new();

    public float* FloatTables => (float*)tables.Pointer;
    public byte* RoundedTables => rounded.Pointer;

    /// <summary>What the rounded tables' values are worth.</summary>
    public (float Unit, float Constant) Look;

    /// <summary>Makes room for a graph, and copies the query with zeros after it.</summary>
    public void Begin(HnswGraph graph, ReadOnlySpan<float> vector)
    {
        var most = HnswTraversal.Together * graph.BaseRoom;
        Reserve(ref entries, most * sizeof(ulong));
        Reserve(ref distances, most * sizeof(float));
        Begin(graph.Stride, graph.Capacity, vector, most);
    }

    /// <summary>Makes room for so many slots, and copies the query with zeros after it.</summary>
    public void Begin(int stride, int capacity, ReadOnlySpan<float> vector, int most = 1)
    {
        Reserve(ref query, stride * sizeof(float));
        var row = new Span<float>(Query, stride);
        vector.CopyTo(row);
        row[vector.Length..].Clear();
        if (Marks.Slots < capacity || Marks.Most < most)
            (Marks, Unseen) = (new SlotMarks(capacity, most), 0);
    }

    /// <summary>Room for projections of the query.</summary>
    public Span<float> Projections(int length) => Tables(length);

    /// <summary>Room for the look-up tables of product codes.</summary>
    public Span<float> Tables(int length)
    {
        Reserve(ref tables, length * sizeof(float));
        return new(FloatTables, length);
    }

    /// <summary>Room for look-up tables in bytes: zeros.</summary>
    public Span<byte> Rounded(int length)
    {
        Reserve(ref rounded, length);
        var room = new Span<byte>(RoundedTables, length);
        room.Clear();
        return room;
    }

    /// <summary>The query without what fills it up.</summary>
    public Span<float> Row(int dimensions) => new(Query, dimensions);

    /// <summary>Rounds the query to bytes.</summary>
    public void Encode(CodedVectors vectors, VectorMetric metric)
    {
        Reserve(ref coded, vectors.QueryBytes);
        Terms = vectors.Prepare(Query, Coded, metric == VectorMetric.Euclidean);
    }

    /// <summary>An empty pool, with nothing marked.</summary>
    /// <param name="width">How many it keeps.</param>
    /// <param name="followed">How many of the closest have their links followed.</param>
    public NeighborPool Pool(int width, int followed)
    {
        Reserve(ref pool, NeighborPool.Room(width) * sizeof(ulong));
        Marks.Clear(Unseen);
        Unseen = 0;
        var empty = new NeighborPool((ulong*)pool.Pointer, width, followed);
        empty.Clear();
        return empty;
    }

    private static void Reserve(ref NativeBlock block, long bytes)
    {
        if (block.Length < bytes)
            block = new NativeBlock(bytes);
    }
}
