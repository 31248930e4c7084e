using System.Runtime.CompilerServices;
using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>One search of a store as it is at this moment, through the buckets of a partition where there is one.</summary>
/// <param name="store">The vectors.</param>
/// <param name="partition">The buckets.</param>
/// <param name="live">How many slots hold an item.</param>
/// <param name="options">The metric, and how many codes are ranked by full vectors.</param>
/// <param name="width">How many buckets are visited where all could be returned.</param>
internal readonly unsafe ref struct StoreQuery(
    VectorStore store,
    Partition? partition,
    int live,
    VectorIndexOptions options,
    int width
)
{
    private const int BlockBytes = 128 * 1024;

    public int Run(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter) =>
        results.IsEmpty || store.Slots == 0 ? 0
        : options.Metric == VectorMetric.Euclidean ? Run<SquaredDifference>(scratch, results, filter)
        : Run<NegativeProduct>(scratch, results, filter);

    /// <summary>Compares all full vectors.</summary>
    public int RunExact(SearchScratch scratch, Span<ScoredItem> results) =>
        options.Metric == VectorMetric.Euclidean
            ? CompareAll<SquaredDifference>(scratch, results, default)
            : CompareAll<NegativeProduct>(scratch, results, default);

    /// <summary>Compares all full vectors with several queries: a block of them stays in the cache meanwhile.</summary>
    public int RunExact(float* queries, Span<ScoredItem> results, int each) =>
        options.Metric == VectorMetric.Euclidean
            ? CompareAll<SquaredDifference>(queries, results, each)
            : CompareAll<NegativeProduct>(queries, results, each);

    private int CompareAll<TTerm>(float* queries, Span<ScoredItem> results, int each)
        where TTerm : struct, IDistanceTerm
    {
        var (count, slots) = (each == 0 ? 0 : results.Length / each, store.Slots);
        var block = Math.Max(1, BlockBytes / sizeof(float) / store.Stride);
        var filled = 0;
        Span<int> items = stackalloc int[block];
        for (var start = 0; start < slots; start += block)
        {
            var end = Math.Min(start + block, slots);
            var live = 0;
            // What is removed meanwhile is so for all queries or for none.
            new ReadOnlySpan<int>(store.Items + start, end - start).CopyTo(items);
            for (var q = 0; q < count; q++)
            {
                var distance = new FloatDistance<TTerm>(
                    queries + ((long)q * store.Stride),
                    store.Vectors,
                    store.Stride
                );
                var top = new TopK(results.Slice(q * each, each), filled);
                for (var slot = start; slot < end; slot++)
                    if (items[slot - start] is >= 0 and var item)
                        top.Offer(item, -distance.To(slot));
                live = top.Count;
            }
            filled = live;
        }
        for (var q = 0; q < count; q++)
            new TopK(results.Slice(q * each, each), filled).Sort();
        return filled;
    }

    private int Run<TTerm>(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter)
        where TTerm : struct, IDistanceTerm
    {
        var approximate = store.Coded is not null || partition?.Products is not null;
        var kept = approximate ? Math.Max(options.Reranked, results.Length) : results.Length;
        var share = Selectivity.Of(store.Items, store.Slots, live, filter);
        var visited = width / Math.Max(share, 1e-9);
        if (share * store.Slots <= kept || (partition is null ? !approximate : visited >= partition.Router.Buckets))
            return CompareAll<TTerm>(scratch, results, filter);
        partition?.Router.Probe(scratch, (int)Math.Ceiling(visited));
        var offer = new PoolOffer(scratch.Pool(kept, kept), store.Items, filter);
        if (partition?.Products is { } products)
        {
            var router = (CentroidRouter)partition.Router;
            var centers = new FloatDistance<TTerm>(scratch.Query, router.Centers, router.Stride);
            products.Begin(scratch);
            foreach (var list in scratch.Probes)
                products.Scan(list, centers.To(list), scratch, ref offer);
            Rest<FloatDistance<TTerm>>(scratch, ref offer);
        }
        else if (store.Coding == VectorCoding.FourBits)
            Compare<CodeDistance<NibbleCode>>(scratch, ref offer);
        else if (store.Coding == VectorCoding.EightBits)
            Compare<CodeDistance<ByteCode>>(scratch, ref offer);
        else
            Compare<FloatDistance<TTerm>>(scratch, ref offer);
        var top = new TopK(results);
        var distance = Full<TTerm>(scratch);
        for (var i = 0; i < kept && offer.Pool[i] != ulong.MaxValue; i++)
            distance.Prefetch(NeighborPool.Slot(offer.Pool[i]));
        for (var i = 0; i < kept && offer.Pool[i] != ulong.MaxValue; i++)
            if (NeighborPool.Slot(offer.Pool[i]) is var slot && store.Items[slot] is >= 0 and var item)
                top.Offer(item, -distance.To(slot));
        // Fewer than wanted where the filter and the query disagree: then all are compared.
        return top.Sort() == results.Length ? results.Length : CompareAll<TTerm>(scratch, results, filter);
    }

    private void Compare<TDistance>(SearchScratch scratch, ref PoolOffer offer)
        where TDistance : unmanaged, IQueryDistance<TDistance>
    {
        if (partition is not null)
        {
            var distance = TDistance.Of(store.Vectors, store.Stride, store.Coded, options.Metric, scratch);
            var (marks, once) = (scratch.Marks, partition.Router.Tables == 1);
            foreach (var bucket in scratch.Probes)
            {
                var slots = partition.Buckets.Of(bucket);
                for (var i = 0; i < slots.Length; i++)
                {
                    if (i + 4 < slots.Length)
                        distance.Prefetch(slots[i + 4]);
                    if (once || marks.Add(slots[i]))
                        Offer(distance, slots[i], ref offer);
                }
            }
        }
        Rest<TDistance>(scratch, ref offer);
    }

    /// <summary>The slots that are in no bucket.</summary>
    private void Rest<TDistance>(SearchScratch scratch, ref PoolOffer offer)
        where TDistance : unmanaged, IQueryDistance<TDistance>
    {
        var distance = TDistance.Of(store.Vectors, store.Stride, store.Coded, options.Metric, scratch);
        for (int slot = partition?.Built ?? 0, slots = store.Slots; slot < slots; slot++)
            Offer(distance, slot, ref offer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Offer<TDistance>(in TDistance distance, int slot, ref PoolOffer offer)
        where TDistance : struct, IVectorDistance
    {
        if (distance.To(slot) is var found && found <= offer.Worst)
            offer.Add(found, slot);
    }

    private int CompareAll<TTerm>(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter)
        where TTerm : struct, IDistanceTerm
    {
        var best = new TopK(results);
        var distance = Full<TTerm>(scratch);
        for (int slot = 0, slots = store.Slots; slot < slots; slot++)
            if (store.Items[slot] is >= 0 and var item && filter.Accepts(item))
                best.Offer(item, -distance.To(slot));
        return best.Sort();
    }

    private FloatDistance<TTerm> Full<TTerm>(SearchScratch scratch)
        where TTerm : struct, IDistanceTerm => new(scratch.Query, store.Vectors, store.Stride);
}
