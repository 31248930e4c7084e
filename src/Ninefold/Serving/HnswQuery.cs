using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>One search over the graph as it is at this moment.</summary>
/// <param name="graph">The graph.</param>
/// <param name="live">How many of its slots hold an item; 0 compares all of them.</param>
/// <param name="metric">What is closest.</param>
/// <param name="width">How many candidates to keep where all could be returned.</param>
internal readonly unsafe ref struct HnswQuery(HnswGraph graph, int live, VectorMetric metric, int width)
{
    private const int Sampled = 512;

    public HnswGraph Graph => graph;

    public int Run(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter) =>
        results.IsEmpty || graph.Entry < 0 ? 0
        : metric == VectorMetric.Euclidean ? Run<SquaredDifference>(scratch, results, filter)
        : Run<NegativeProduct>(scratch, results, filter);

    /// <summary>
    /// How wide a pool must be so that enough of it passes; 0 where comparing all that pass is less work: a step through
    /// the graph compares about half a list of links.
    /// </summary>
    public int Plan(int wanted, ItemFilter filter)
    {
        var slots = graph.Slots;
        var share = Math.Min(1, (double)live / slots);
        if (!filter.IsEmpty)
        {
            // Slots in a fixed order that visits all parts: the plan is the same every time.
            var (passed, tried) = (0, 0);
            for (var i = 0; i < Math.Min(Sampled, slots); i++, tried++)
                if (
                    graph.Items[(int)((uint)i * 2654435761u % (uint)slots)] is >= 0 and var item
                    && filter.Accepts(item)
                )
                    passed++;
            share = (passed + .5) / (tried + 1);
        }
        var needed = Math.Max(width, wanted) / Math.Max(share, 1e-9);
        return share * slots <= needed * graph.Links ? 0 : (int)Math.Ceiling(needed);
    }

    private int Run<TTerm>(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter)
        where TTerm : struct, IDistanceTerm
    {
        var distance = new FloatDistance<TTerm>(scratch.Query, graph.Vectors, graph.Stride);
        var planned = Plan(results.Length, filter);
        if (planned > 0)
        {
            var entry = graph.Entry;
            var start = HnswTraversal.Descend(graph, distance, (int)entry, (int)(entry >> 32), 0);
            var pool = scratch.Pool(planned);
            HnswTraversal.Fill(graph, 0, distance, scratch, ref pool, start);
            var top = new TopK(results);
            for (var i = 0; i < planned && pool[i] != ulong.MaxValue; i++)
            for (var slot = NeighborPool.Slot(pool[i]); slot >= 0; slot = Volatile.Read(ref graph.Twins[slot]))
                if (graph.Items[slot] is >= 0 and var item && (filter.IsEmpty || filter.Accepts(item)))
                    top.Offer(item, -NeighborPool.Distance(pool[i]));
            // Fewer than wanted where the filter and the query disagree: then all are compared.
            if (top.Sort() == results.Length)
                return results.Length;
        }
        var best = new TopK(results);
        for (int slot = 0, slots = graph.Slots; slot < slots; slot++)
            if (graph.Items[slot] is >= 0 and var item && filter.Accepts(item))
                best.Offer(item, -distance.To(slot));
        return best.Sort();
    }
}
