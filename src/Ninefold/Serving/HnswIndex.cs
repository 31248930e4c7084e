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
    private const int Together = 8;
    private readonly ConcurrentBag<SearchScratch> free = [];
    private readonly ConcurrentBag<SearchScratch[]> groups = [];
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
        graph = new HnswGraph(dimensions, this.options.Links, this.options.Coding, 16, 16 * this.options.Links);
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
        writer = new HnswWriter(
            new HnswGraph(dimensions, Options.Links, Options.Coding, Math.Max(all, 16), 16 + (all * 2)),
            Options
        );
        graph = writer.Graph;
        for (var item = 0; item < all; item++)
            Add(item, vectors.Slice(item * dimensions, dimensions));
        if (Options.Coding != VectorCoding.Full)
            (graph, writer) = (graph.Recoded(Options.Coding), null);
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

    /// <summary>Of how many candidates a search follows the links, at least 1. More: slower, higher recall.</summary>
    public int Width
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentException($"Width must be at least 1, got {value}.");
    }

    /// <inheritdoc/>
    public double BytesPerVector =>
        HnswGraph.Lengths(Dimensions, options.Links, options.Coding, graph.Slots, graph.UpperUsed).Sum()
        / (double)Math.Max(graph.Slots, 1);

    internal HnswGraph Graph => graph;

    /// <inheritdoc/>
    public void Add(int item, ReadOnlySpan<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        var row = VectorChecks.Row(vector, Dimensions, Metric);
        lock (writing)
        {
            writer ??= new HnswWriter(graph, options);
            if (writer.SlotOf.ContainsKey(item))
                throw new ArgumentException($"Item {item} is in the index already; Update replaces its vector.");
            Put(item, row);
            count++;
        }
    }

    /// <inheritdoc/>
    public void Update(int item, ReadOnlySpan<float> vector)
    {
        var row = VectorChecks.Row(vector, Dimensions, Metric);
        lock (writing)
        {
            var old = SlotOf(item);
            if (!row.AsSpan().SequenceEqual(new ReadOnlySpan<float>(graph.Vector(old), Dimensions)))
                Put(item, row);
        }
    }

    /// <inheritdoc/>
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

    /// <summary>An index of the same graph and vectors, whose searches compare other codes.</summary>
    /// <exception cref="ArgumentException">The coding is none.</exception>
    public HnswIndex Recoded(VectorCoding coding)
    {
        var recoded = (Options with { Coding = coding }).Validated();
        lock (writing)
            return new HnswIndex(graph.Recoded(coding), recoded);
    }

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, Span<ScoredItem> results, ItemFilter filter = default)
    {
        return Run(new HnswQuery(graph, count, Metric, Width), query, results, filter);
    }

    /// <inheritdoc/>
    public int SearchBatch(ReadOnlySpan<float> queries, Span<ScoredItem> results, int each)
    {
        var all = VectorChecks.Batch(queries, Dimensions, results.Length, each);
        for (var q = 0; q < all; q++)
            VectorChecks.Query(queries.Slice(q * Dimensions, Dimensions), Dimensions, Metric);
        var query = new HnswQuery(graph, count, Metric, Width);
        if (!groups.TryTake(out var scratches))
            scratches = [.. Enumerable.Range(0, Together).Select(_ => new SearchScratch())];
        var written = 0;
        for (var first = 0; first < all; first += Together)
        {
            var group = Math.Min(Together, all - first);
            for (var q = 0; q < group; q++)
                Begin(scratches[q], query.Graph, queries.Slice((first + q) * Dimensions, Dimensions));
            var own = results.Slice(first * each, group * each);
            written = query.RunTogether(scratches.AsSpan(0, group), own, each);
        }
        groups.Add(scratches);
        GC.KeepAlive(query.Graph);
        return written;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> SearchRange(ReadOnlySpan<float> query, float least, ItemFilter filter = default) =>
        VectorSearch.Range(this, query, least, filter);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<float> queries, int each) =>
        VectorSearch.Recall(
            this,
            queries,
            each,
            (query, truth) => Run(new HnswQuery(graph, 0, Metric, Width), query, truth, default)
        );

    /// <inheritdoc/>
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

    private int Run(HnswQuery query, ReadOnlySpan<float> vector, Span<ScoredItem> results, ItemFilter filter)
    {
        if (!free.TryTake(out var scratch))
            scratch = new SearchScratch();
        Begin(scratch, query.Graph, vector);
        var written = query.Run(scratch, results, filter);
        free.Add(scratch);
        GC.KeepAlive(query.Graph);
        return written;
    }

    private void Begin(SearchScratch scratch, HnswGraph searched, ReadOnlySpan<float> vector)
    {
        var norm = VectorChecks.Query(vector, Dimensions, Metric);
        scratch.Begin(searched, vector);
        if (norm != 1)
            TensorPrimitives.Divide(scratch.Row(Dimensions), norm, scratch.Row(Dimensions));
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
