using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Text.Json;
using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>
/// An index over a store of vectors, most of which are in buckets; those that were added last are compared one by one, until
/// there are enough of them to extend the buckets. Where the vectors have doubled, or half of them were removed, the
/// buckets are learned anew, while searches go on with the old ones.
/// </summary>
public abstract unsafe class StoredIndex : IVectorIndex
{
    private const int LeastForBuckets = 1024;
    private readonly Lock writing = new();
    private readonly ConcurrentBag<SearchScratch> free = [];
    private readonly VectorIndexOptions options;
    private volatile State state;
    private Dictionary<int, int>? slotOf;
    private volatile int count;

    private sealed record State(VectorStore Store, Partition? Partition);

    private protected StoredIndex(int dimensions, VectorIndexOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, 65536);
        options.Validate();
        (this.options, Width) = (options, options.Width);
        state = new(new VectorStore(dimensions, options.Coding, 16), null);
    }

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public int Dimensions => state.Store.Dimensions;

    /// <inheritdoc/>
    public VectorMetric Metric => options.Metric;

    /// <summary>How many buckets a search visits, at least 1.</summary>
    public int Width
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentException($"Width must be at least 1, got {value}.");
    }

    /// <inheritdoc/>
    public double BytesPerVector
    {
        get
        {
            var (store, partition) = state;
            var bytes = VectorStore.Lengths(Dimensions, options.Coding, store.Slots).Sum() + (partition?.Bytes ?? 0);
            return bytes / (double)Math.Max(store.Slots, 1);
        }
    }

    /// <inheritdoc/>
    public void Add(int item, ReadOnlySpan<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        var row = VectorChecks.Row(vector, Dimensions, Metric);
        lock (writing)
        {
            if (Slots().ContainsKey(item))
                throw new ArgumentException($"Item {item} is in the index already; Update replaces its vector.");
            Put(item, row);
            count++;
            Arrange();
        }
    }

    /// <inheritdoc/>
    public void Update(int item, ReadOnlySpan<float> vector)
    {
        var row = VectorChecks.Row(vector, Dimensions, Metric);
        lock (writing)
        {
            if (state.Store.Row(SlotOf(item)).SequenceEqual(row))
                return;
            Put(item, row);
            Arrange();
        }
    }

    /// <inheritdoc/>
    public void Remove(int item)
    {
        lock (writing)
        {
            Volatile.Write(ref state.Store.Items[SlotOf(item)], -1);
            Slots().Remove(item);
            count--;
            Arrange();
        }
    }

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, Span<ScoredItem> results, ItemFilter filter = default) =>
        Run(query, results, filter, exact: false);

    /// <inheritdoc/>
    public int SearchBatch(ReadOnlySpan<float> queries, Span<ScoredItem> results, int each)
    {
        var all = VectorChecks.Batch(queries, Dimensions, results.Length, each);
        for (var q = 0; q < all; q++)
            VectorChecks.Query(queries.Slice(q * Dimensions, Dimensions), Dimensions, Metric);
        var (store, partition) = state;
        if (partition is null && store.Coded is null)
            return RunExact(store, queries, results, each);
        var written = 0;
        for (var q = 0; q < all; q++)
            written = Search(queries.Slice(q * Dimensions, Dimensions), results.Slice(q * each, each));
        return written;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> SearchRange(ReadOnlySpan<float> query, float least, ItemFilter filter = default) =>
        VectorSearch.Range(this, query, least, filter);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<float> queries, int each) =>
        VectorSearch.Recall(this, queries, each, (query, truth) => Run(query, truth, default, exact: true));

    /// <inheritdoc/>
    public void Save(string path)
    {
        lock (writing)
        {
            var (store, partition) = state;
            IndexFile.Save(
                path,
                Kind,
                head =>
                {
                    head.Write(JsonSerializer.Serialize(options with { Width = Width }, options.GetType()));
                    head.Write(Dimensions);
                    head.Write(store.Slots);
                    head.Write(partition is not null);
                    partition?.Write(head);
                },
                [.. store.Blocks.Zip(VectorStore.Lengths(Dimensions, options.Coding, store.Slots))]
            );
        }
    }

    /// <summary>Eight characters that begin the file.</summary>
    private protected abstract string Kind { get; }

    /// <summary>Learns where vectors belong, or null where all are always compared.</summary>
    private protected virtual IRouter? Learn(VectorStore store) => null;

    /// <summary>The options where they ask for product codes.</summary>
    private protected virtual IvfOptions? Products => null;

    /// <summary>Reads what <see cref="Save"/> has written into an index that was made with the options.</summary>
    private protected static TIndex Load<TIndex, TOptions>(
        string path,
        string kind,
        Func<int, TOptions, TIndex> make,
        Func<BinaryReader, int, TOptions, IRouter>? readRouter
    )
        where TIndex : StoredIndex
        where TOptions : VectorIndexOptions =>
        IndexFile.Load(
            path,
            kind,
            (head, next) =>
            {
                var options = JsonSerializer.Deserialize<TOptions>(head.ReadString())!;
                var (dimensions, slots) = (head.ReadInt32(), head.ReadInt32());
                var index = make(dimensions, options);
                var blocks = VectorStore.Lengths(dimensions, options.Coding, slots).Select(next).ToArray();
                var store = new VectorStore(dimensions, options.Coding, blocks) { Slots = slots };
                var partition = head.ReadBoolean()
                    ? Serving.Partition.Read(head, store, readRouter!(head, dimensions, options), index.Products)
                    : null;
                index.state = new(store, partition);
                for (var slot = 0; slot < slots; slot++)
                    index.count += store.Items[slot] >= 0 ? 1 : 0;
                return index;
            }
        );

    /// <summary>Takes all vectors at once, as the items 0, 1, 2 and so on.</summary>
    private protected void Fill(ReadOnlySpan<float> vectors)
    {
        VectorChecks.Stored(vectors, Dimensions, Metric);
        var all = vectors.Length / Dimensions;
        var store = new VectorStore(Dimensions, options.Coding, Math.Max(all, 16));
        for (var item = 0; item < all; item++)
        {
            var vector = vectors.Slice(item * Dimensions, Dimensions);
            store.Append(Metric == VectorMetric.Cosine ? VectorChecks.Row(vector, Dimensions, Metric) : vector);
            store.Items[item] = item;
        }
        store.Coded?.Learn(store.Vectors, store.Stride, store.Slots);
        (state, count) = (new(store, null), all);
        Arrange();
    }

    private int Run(ReadOnlySpan<float> query, Span<ScoredItem> results, ItemFilter filter, bool exact)
    {
        var norm = VectorChecks.Query(query, Dimensions, Metric);
        if (!free.TryTake(out var scratch))
            scratch = new SearchScratch();
        var (store, partition) = state;
        scratch.Begin(store.Stride, store.Capacity, query);
        if (norm != 1)
            TensorPrimitives.Divide(scratch.Row(Dimensions), norm, scratch.Row(Dimensions));
        var search = new StoreQuery(store, partition, count, options, Width);
        var written = exact ? search.RunExact(scratch, results) : search.Run(scratch, results, filter);
        free.Add(scratch);
        GC.KeepAlive(store);
        GC.KeepAlive(partition);
        return written;
    }

    private int RunExact(VectorStore store, ReadOnlySpan<float> queries, Span<ScoredItem> results, int each)
    {
        var all = queries.Length / Dimensions;
        var rows = new NativeBlock((long)all * store.Stride * sizeof(float));
        for (var q = 0; q < all; q++)
        {
            var query = queries.Slice(q * Dimensions, Dimensions);
            var row = new Span<float>((float*)rows.Pointer + ((long)q * store.Stride), Dimensions);
            TensorPrimitives.Divide(query, VectorChecks.Query(query, Dimensions, Metric), row);
        }
        var search = new StoreQuery(store, null, count, options, Width);
        var written = search.RunExact((float*)rows.Pointer, results, each);
        GC.KeepAlive(rows);
        GC.KeepAlive(store);
        return written;
    }

    private void Put(int item, float[] row)
    {
        var store = state.Store;
        if (store.Slots == store.Capacity)
            store = store.Grown((int)Math.Min(store.Capacity * 2L, Array.MaxLength));
        var slot = store.Append(row);
        state = state with { Store = store };
        if (Slots().TryGetValue(item, out var old))
            Volatile.Write(ref store.Items[old], -1);
        Volatile.Write(ref store.Items[slot], item);
        Slots()[item] = slot;
    }

    /// <summary>Extends the buckets or learns them anew where that is due.</summary>
    private void Arrange()
    {
        var (store, partition) = state;
        if (store.Slots >= LeastForBuckets && count < store.Slots / 2)
        {
            store = Packed(store);
            slotOf = null;
        }
        else if (
            store.Slots < LeastForBuckets
            || (partition is not null && store.Slots - partition.Built < Math.Max(256, partition.Built / 16))
        )
            return;
        if (partition is not null && store == state.Store && store.Slots < 2L * partition.Learned)
            partition = partition.Extended(store);
        else if (store.Slots > 0 && Learn(store) is { } router)
            partition = Serving.Partition.Of(store, router, Products);
        else
            partition = null;
        state = new(store, partition);
    }

    /// <summary>The same without what was removed.</summary>
    private VectorStore Packed(VectorStore store)
    {
        var packed = new VectorStore(Dimensions, options.Coding, Math.Max(count, 16));
        for (var slot = 0; slot < store.Slots; slot++)
            if (store.Items[slot] >= 0)
                packed.Items[packed.Append(store.Row(slot))] = store.Items[slot];
        packed.Coded?.Learn(packed.Vectors, packed.Stride, packed.Slots);
        return packed;
    }

    private int SlotOf(int item) =>
        Slots().TryGetValue(item, out var slot)
            ? slot
            : throw new KeyNotFoundException($"Item {item} is not in the index of {count} items.");

    private Dictionary<int, int> Slots()
    {
        if (slotOf is not null)
            return slotOf;
        slotOf = [];
        for (var slot = 0; slot < state.Store.Slots; slot++)
            if (state.Store.Items[slot] >= 0)
                slotOf.Add(state.Store.Items[slot], slot);
        return slotOf;
    }
}
