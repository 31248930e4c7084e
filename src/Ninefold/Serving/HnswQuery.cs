using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>Searches over the graph as it is at this moment.</summary>
/// <param name="graph">The graph.</param>
/// <param name="live">How many of its slots hold an item; 0 compares all of them.</param>
/// <param name="metric">What is closest.</param>
/// <param name="width">Of how many candidates to follow the links where all could be returned.</param>
internal readonly unsafe ref struct HnswQuery(HnswGraph graph, int live, VectorMetric metric, int width)
{
    public HnswGraph Graph => graph;

    /// <summary>One query, which the scratch holds.</summary>
    public int Run(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter) =>
        results.IsEmpty || graph.Entry < 0 ? 0
        : metric == VectorMetric.Euclidean ? Run<SquaredDifference>(scratch, results, filter)
        : Run<NegativeProduct>(scratch, results, filter);

    /// <summary>Several queries in lockstep: while the memory is asked for what one needs, the others are computed.</summary>
    public int RunTogether(ReadOnlySpan<SearchScratch> scratches, Span<ScoredItem> results, int each)
    {
        var plan = each == 0 || graph.Entry < 0 ? default : Plan(each, default);
        if (plan.Followed > 0 && graph.Coding == VectorCoding.FourBits)
            FillTogether<CodeDistance<NibbleCode>>(scratches, plan);
        else if (plan.Followed > 0 && graph.Coding == VectorCoding.EightBits)
            FillTogether<CodeDistance<ByteCode>>(scratches, plan);
        else if (plan.Followed > 0 && metric == VectorMetric.Euclidean)
            FillTogether<FloatDistance<SquaredDifference>>(scratches, plan);
        else if (plan.Followed > 0)
            FillTogether<FloatDistance<NegativeProduct>>(scratches, plan);
        var written = 0;
        if (plan.Followed > 0)
            PrefetchKept(scratches[0], plan);
        for (var q = 0; q < scratches.Length; q++)
        {
            if (plan.Followed > 0 && q + 1 < scratches.Length)
                PrefetchKept(scratches[q + 1], plan);
            var own = results.Slice(q * each, each);
            written =
                plan.Followed == 0 ? Run(scratches[q], own, default)
                : metric == VectorMetric.Euclidean ? Finish<SquaredDifference>(scratches[q], plan, own, default)
                : Finish<NegativeProduct>(scratches[q], plan, own, default);
        }
        return written;
    }

    /// <summary>
    /// How wide a search must be so that enough of it passes; default where comparing all that pass is less work: a step
    /// through the graph compares about half a list of links.
    /// </summary>
    public HnswPlan Plan(int wanted, ItemFilter filter)
    {
        var slots = graph.Slots;
        var share = Selectivity.Of(graph.Items, slots, live, filter);
        share = Math.Max(share, 1e-9);
        var followed = Math.Max(width, (wanted + 1) / 2) / share;
        if (share * slots <= followed * graph.Links)
            return default;
        // The coarser the codes, the more of those that they put behind the best are among the best.
        var spare = graph.Coding switch
        {
            VectorCoding.FourBits => wanted,
            VectorCoding.EightBits => wanted / 4,
            _ => 0,
        };
        return new(
            (int)Math.Ceiling(followed),
            (int)Math.Ceiling(Math.Max(followed, wanted / share) + (spare / share))
        );
    }

    private int Run<TTerm>(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter)
        where TTerm : struct, IDistanceTerm
    {
        var plan = Plan(results.Length, filter);
        if (plan.Followed == 0)
            return CompareAll<TTerm>(scratch, results, filter);
        if (graph.Coding == VectorCoding.FourBits)
            Fill<CodeDistance<NibbleCode>>(scratch, plan);
        else if (graph.Coding == VectorCoding.EightBits)
            Fill<CodeDistance<ByteCode>>(scratch, plan);
        else
            Fill<FloatDistance<TTerm>>(scratch, plan);
        PrefetchKept(scratch, plan);
        return Finish<TTerm>(scratch, plan, results, filter);
    }

    // A method of its own: what it inlines takes all registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fill<TDistance>(SearchScratch scratch, HnswPlan plan)
        where TDistance : unmanaged, IQueryDistance<TDistance>
    {
        var distance = TDistance.Of(graph.Vectors, graph.Stride, graph.Coded, metric, scratch);
        var entry = graph.Entry;
        var start = HnswTraversal.Descend(graph, distance, (int)entry, (int)(entry >> 32), 0);
        var pool = scratch.Pool(plan.Kept, plan.Followed);
        HnswTraversal.Fill(graph, 0, distance, scratch, ref pool, start);
        scratch.Kept = pool;
    }

    private void FillTogether<TDistance>(ReadOnlySpan<SearchScratch> scratches, HnswPlan plan)
        where TDistance : unmanaged, IQueryDistance<TDistance>
    {
        var entry = graph.Entry;
        Span<int> taken = stackalloc int[scratches.Length];
        Span<int> steps = stackalloc int[scratches.Length * HnswTraversal.Together];
        Span<TDistance> distances = stackalloc TDistance[scratches.Length];
        Span<Descent> descents = stackalloc Descent[scratches.Length];
        for (var q = 0; q < scratches.Length; q++)
        {
            distances[q] = TDistance.Of(graph.Vectors, graph.Stride, graph.Coded, metric, scratches[q]);
            descents[q] = new((int)entry, (int)(entry >> 32), distances[q].To((int)entry));
        }
        for (var descending = true; descending; )
        {
            descending = false;
            for (var q = 0; q < scratches.Length; q++)
                if (descents[q].Level > 0)
                    HnswTraversal.Prefetch(graph, distances[q], descents[q]);
            for (var q = 0; q < scratches.Length; q++)
                if (descents[q].Level > 0)
                {
                    HnswTraversal.Step(graph, distances[q], ref descents[q]);
                    HnswTraversal.PrefetchLinks(graph, descents[q].Slot, descents[q].Level);
                    descending = true;
                }
        }
        for (var q = 0; q < scratches.Length; q++)
        {
            scratches[q].Kept = scratches[q].Pool(plan.Kept, plan.Followed);
            HnswTraversal.Start(distances[q], scratches[q], ref scratches[q].Kept, descents[q].Slot);
            taken[q] = HnswTraversal.Take(graph, 0, ref scratches[q].Kept, Step(steps, q));
        }
        for (var left = scratches.Length; left > 0; )
        {
            for (var q = 0; q < scratches.Length; q++)
                if (taken[q] > 0)
                    HnswTraversal.Gather(graph, 0, distances[q], scratches[q], Step(steps, q)[..taken[q]]);
            for (var q = 0; q < scratches.Length; q++)
                if (taken[q] > 0 && scratches[q] is var scratch)
                {
                    HnswTraversal.Compare(distances[q], scratch, ref scratch.Kept);
                    taken[q] = HnswTraversal.Take(graph, 0, ref scratch.Kept, Step(steps, q));
                    left -= taken[q] > 0 ? 0 : 1;
                }
        }
    }

    private static Span<int> Step(Span<int> steps, int query) =>
        steps.Slice(query * HnswTraversal.Together, HnswTraversal.Together);

    /// <summary>The best of the pool by their full vectors.</summary>
    private int Finish<TTerm>(SearchScratch scratch, HnswPlan plan, Span<ScoredItem> results, ItemFilter filter)
        where TTerm : struct, IDistanceTerm
    {
        var distance = new FloatDistance<TTerm>(scratch.Query, graph.Vectors, graph.Stride);
        var (pool, coded) = (scratch.Kept, graph.Coded is not null);
        var top = new TopK(results);
        for (var i = 0; i < plan.Kept && pool[i] != ulong.MaxValue; i++)
        {
            var slot = NeighborPool.Slot(pool[i]);
            var score = -(coded ? distance.To(slot) : NeighborPool.Distance(pool[i]));
            if (top.Count == results.Length && score < results[0].Score)
                continue;
            for (; slot >= 0; slot = Volatile.Read(ref graph.Twins[slot]))
                if (graph.Items[slot] is >= 0 and var item && (filter.IsEmpty || filter.Accepts(item)))
                    top.Offer(item, score);
        }
        // Fewer than wanted where the filter and the query disagree: then all are compared.
        return top.Sort() == results.Length ? results.Length : CompareAll<TTerm>(scratch, results, filter);
    }

    private int CompareAll<TTerm>(SearchScratch scratch, Span<ScoredItem> results, ItemFilter filter)
        where TTerm : struct, IDistanceTerm
    {
        var distance = new FloatDistance<TTerm>(scratch.Query, graph.Vectors, graph.Stride);
        var best = new TopK(results);
        for (int slot = 0, slots = graph.Slots; slot < slots; slot++)
            if (graph.Items[slot] is >= 0 and var item && filter.Accepts(item))
                best.Offer(item, -distance.To(slot));
        return best.Sort();
    }

    /// <summary>Asks the memory for what <see cref="Finish"/> reads.</summary>
    private void PrefetchKept(SearchScratch scratch, HnswPlan plan)
    {
        if (!Sse.IsSupported)
            return;
        var pool = scratch.Kept;
        for (var i = 0; i < plan.Kept && pool[i] != ulong.MaxValue; i++)
        {
            var slot = NeighborPool.Slot(pool[i]);
            Sse.Prefetch0(graph.Items + slot);
            Sse.Prefetch0(graph.Twins + slot);
            for (var d = 0; d < graph.Stride && graph.Coded is not null; d += 16)
                Sse.Prefetch0(graph.Vector(slot) + d);
        }
    }
}

/// <summary>How many of the closest slots have their links followed, and how many are kept and ranked by full vectors.</summary>
internal readonly record struct HnswPlan(int Followed, int Kept);
