using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>
/// Approximate nearest neighbours by a hierarchy of proximity graphs (HNSW: Malkov and Yashunin, arXiv 1603.09320). For
/// many vectors that change while they are searched: any number of searches and one writer at a time, without waiting for
/// each other. Few vectors, or few that a filter leaves, are compared one by one, which is then faster and exact. A removed
/// vector still takes its memory; <see cref="Compacted"/> gives that back.
/// </summary>
public sealed unsafe class HnswIndex : IVectorIndex
{
    private readonly Lock writing = new();
    private readonly ConcurrentBag<SearchScratch> free = [];
    private readonly HnswOptions options;
    private volatile HnswGraph graph;
    private HnswWriter? writer;
    private volatile int count;

    /// <summary>An empty index.</summary>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="HnswOptions"/> says.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public HnswIndex(int dimensions, HnswOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, 65536);
        this.options = (options ?? new HnswOptions()).Validated();
        graph = new HnswGraph(dimensions, this.options.Links, 16, 16 * this.options.Links);
        Width = this.options.Width;
    }

    /// <summary>An index over vectors whose items are 0, 1, 2 and so on.</summary>
    /// <param name="vectors">The vectors end to end, finite values; copied.</param>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="HnswOptions"/> says.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimensions, or a value is not allowed.</exception>
    public HnswIndex(ReadOnlySpan<float> vectors, int dimensions, HnswOptions? options = null)
        : this(dimensions, options)
    {
        VectorChecks.Stored(vectors, dimensions, Metric);
        var all = vectors.Length / dimensions;
        writer = new HnswWriter(new HnswGraph(dimensions, Options.Links, Math.Max(all, 16), 16 + (all * 2)), Options);
        graph = writer.Graph;
        for (var item = 0; item < all; item++)
            Add(item, vectors.Slice(item * dimensions, dimensions));
    }

    internal HnswIndex(HnswGraph graph, HnswOptions options)
    {
        (this.graph, this.options, Width) = (graph, options, options.Width);
        for (var slot = 0; slot < graph.Slots; slot++)
            count += graph.Items[slot] >= 0 ? 1 : 0;
    }

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public int Dimensions => graph.Dimensions;

    /// <inheritdoc/>
    public VectorMetric Metric => options.Metric;

    /// <summary>What it was made with, and the present <see cref="Width"/>.</summary>
    public HnswOptions Options => options with { Width = Width };

    /// <summary>How many candidates a search keeps, at least 1. More: slower, higher recall.</summary>
    public int Width
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentException($"Width must be at least 1, got {value}.");
    }

    /// <summary>Bytes of vectors and links for each vector, without the room that was reserved for more.</summary>
    public double BytesPerVector =>
        HnswGraph.Lengths(Dimensions, options.Links, graph.Slots, graph.UpperUsed).Sum()
        / (double)Math.Max(graph.Slots, 1);

    internal HnswGraph Graph => graph;

    /// <summary>Adds a vector.</summary>
    /// <param name="item">Its number, at least 0 and not yet in the index.</param>
    /// <param name="vector"><see cref="Dimensions"/> finite values.</param>
    /// <exception cref="ArgumentException">The item is there already, or the vector is not allowed.</exception>
    public void Add(int item, ReadOnlySpan<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        var row = Row(vector);
        lock (writing)
        {
            writer ??= new HnswWriter(graph, options);
            if (writer.SlotOf.ContainsKey(item))
                throw new ArgumentException($"Item {item} is in the index already; Update replaces its vector.");
            Put(item, row);
            count++;
        }
    }

    /// <summary>Replaces the vector of an item. A search meanwhile finds the old one, the new one, or for a moment neither.</summary>
    /// <exception cref="KeyNotFoundException">The item is not in the index.</exception>
    /// <exception cref="ArgumentException">The vector is not allowed.</exception>
    public void Update(int item, ReadOnlySpan<float> vector)
    {
        var row = Row(vector);
        lock (writing)
        {
            var old = SlotOf(item);
            if (!row.AsSpan().SequenceEqual(new ReadOnlySpan<float>(graph.Vector(old), Dimensions)))
                Put(item, row);
        }
    }

    /// <summary>Removes an item.</summary>
    /// <exception cref="KeyNotFoundException">The item is not in the index.</exception>
    public void Remove(int item)
    {
        lock (writing)
        {
            Volatile.Write(ref graph.Items[SlotOf(item)], -1);
            writer!.SlotOf.Remove(item);
            count--;
        }
    }

    /// <summary>An index of the same items, built anew without what was removed or replaced.</summary>
    public HnswIndex Compacted()
    {
        lock (writing)
        {
            var fresh = new HnswIndex(Dimensions, Options);
            for (var slot = 0; slot < graph.Slots; slot++)
                if (graph.Items[slot] >= 0)
                    fresh.Add(graph.Items[slot], new ReadOnlySpan<float>(graph.Vector(slot), Dimensions));
            return fresh;
        }
    }

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, Span<ScoredItem> results, ItemFilter filter = default)
    {
        var row = VectorChecks.Query(query, Dimensions, Metric) is var norm && norm == 1 ? query : Scaled(query, norm);
        return Run(new HnswQuery(graph, count, Metric, Width), row, results, filter);
    }

    /// <inheritdoc/>
    public int SearchBatch(ReadOnlySpan<float> queries, Span<ScoredItem> results, int each)
    {
        var all = VectorChecks.Batch(queries, Dimensions, results.Length, each);
        var written = 0;
        for (var q = 0; q < all; q++)
            written = Search(queries.Slice(q * Dimensions, Dimensions), results.Slice(q * each, each));
        return written;
    }

    /// <summary>All items with at least a score that the graph leads to, best first.</summary>
    /// <param name="query"><see cref="Dimensions"/> finite values.</param>
    /// <param name="least">The lowest score, as of <see cref="Metric"/>.</param>
    /// <param name="filter">Which may be returned.</param>
    /// <exception cref="ArgumentException">The query is not allowed.</exception>
    public IReadOnlyList<ScoredItem> SearchRange(ReadOnlySpan<float> query, float least, ItemFilter filter = default)
    {
        // Twice as many, until the last one found is out of range.
        for (var wanted = Math.Max(Width, 16); ; wanted = (int)Math.Min(wanted * 2L, Math.Max(Count, 1)))
        {
            var found = new ScoredItem[wanted];
            var written = Search(query, found, filter);
            if (written < wanted || wanted >= Count || found[written - 1].Score < least)
                return [.. found.Take(written).TakeWhile(f => f.Score >= least)];
        }
    }

    /// <summary>The share of the truly best items that searches find, over several queries.</summary>
    /// <param name="queries">The queries end to end, at least one; others than parameters were chosen on.</param>
    /// <param name="each">How many results a query gets, at least 1.</param>
    /// <exception cref="ArgumentException">A query is not allowed.</exception>
    public double Evaluate(ReadOnlySpan<float> queries, int each)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(each, 1);
        var all = VectorChecks.Batch(queries, Dimensions, queries.Length / Dimensions * each, each);
        var (found, truth) = (new ScoredItem[each], new ScoredItem[each]);
        var (hits, possible) = (0, 0);
        for (var q = 0; q < all; q++)
        {
            var query = queries.Slice(q * Dimensions, Dimensions);
            var written = Search(query, found);
            var row = Scaled(query, VectorChecks.Query(query, Dimensions, Metric));
            var exact = Run(new HnswQuery(graph, 0, Metric, Width), row, truth, default);
            possible += exact;
            for (var i = 0; i < written; i++)
                hits += exact > 0 && found[i].Score >= truth[exact - 1].Score ? 1 : 0;
        }
        return possible == 0 ? 1 : (double)hits / possible;
    }

    /// <summary>Writes the index to a file, which is replaced in one step when it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        lock (writing)
            HnswFile.Save(path, graph, Options);
    }

    /// <summary>
    /// Opens a saved index by mapping the file into memory, after its checksum was verified. It can be changed; the changes
    /// go to the file only by <see cref="Save"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is none of an index, cut off or damaged.</exception>
    public static HnswIndex Load(string path)
    {
        var (graph, options) = HnswFile.Load(path);
        return new HnswIndex(graph, options);
    }

    private int Run(HnswQuery query, ReadOnlySpan<float> row, Span<ScoredItem> results, ItemFilter filter)
    {
        if (!free.TryTake(out var scratch))
            scratch = new SearchScratch();
        scratch.Begin(query.Graph, row);
        var written = query.Run(scratch, results, filter);
        free.Add(scratch);
        GC.KeepAlive(query.Graph);
        return written;
    }

    /// <summary>A vector as it is stored.</summary>
    private float[] Row(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimensions)
            throw new ArgumentException(
                $"A vector must have {Dimensions} values, the index's dimensions, got {vector.Length}."
            );
        return Scaled(vector, VectorChecks.Stored(vector, Dimensions, Metric));
    }

    private static float[] Scaled(ReadOnlySpan<float> vector, float norm)
    {
        var row = vector.ToArray();
        if (norm != 1)
            TensorPrimitives.Divide(row, norm, row);
        return row;
    }

    private int SlotOf(int item)
    {
        writer ??= new HnswWriter(graph, options);
        return writer.SlotOf.TryGetValue(item, out var slot)
            ? slot
            : throw new KeyNotFoundException($"Item {item} is not in the index of {count} items.");
    }

    private void Put(int item, float[] row)
    {
        var slot = writer!.Add(row);
        graph = writer.Graph;
        if (writer.SlotOf.TryGetValue(item, out var old))
            Volatile.Write(ref graph.Items[old], -1);
        Volatile.Write(ref graph.Items[slot], item);
        writer.SlotOf[item] = slot;
    }
}
