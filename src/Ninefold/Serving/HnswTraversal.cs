using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Ninefold.Serving;

/// <summary>The search of an HNSW graph: Malkov and Yashunin, arXiv 1603.09320, algorithms 2 and 5.</summary>
internal static unsafe class HnswTraversal
{
    /// <summary>How many links are followed in one step of a search at most.</summary>
    public const int Together = 3;

    /// <summary>Goes down the levels, on each to the slot that no neighbour is closer than.</summary>
    /// <returns>Where it arrived above <paramref name="level"/>.</returns>
    public static int Descend<TDistance>(HnswGraph graph, in TDistance distance, int slot, int from, int level)
        where TDistance : struct, IVectorDistance
    {
        var at = new Descent(slot, from, distance.To(slot));
        while (at.Level > level)
        {
            Prefetch(graph, distance, at);
            Step(graph, distance, ref at);
        }
        return at.Slot;
    }

    /// <summary>Fills the pool with the slots closest to the query that are found from a start.</summary>
    public static void Fill<TDistance>(
        HnswGraph graph,
        int level,
        in TDistance distance,
        SearchScratch scratch,
        ref NeighborPool pool,
        int start
    )
        where TDistance : struct, IVectorDistance
    {
        Start(distance, scratch, ref pool, start);
        Span<int> step = stackalloc int[Together];
        while (Take(graph, level, ref pool, step) is > 0 and var taken)
        {
            Gather(graph, level, distance, scratch, step[..taken]);
            if (pool.Peek(out var after) is >= 0 and var next)
            {
                PrefetchLinks(graph, next, level);
                if (pool.PeekAfter(after) is >= 0 and var last)
                    PrefetchLinks(graph, last, level);
            }
            Compare(distance, scratch, ref pool);
        }
    }

    /// <summary>One step down: to the closest of a slot's neighbours, or to the next level where none is closer.</summary>
    public static void Step<TDistance>(HnswGraph graph, in TDistance distance, ref Descent at)
        where TDistance : struct, IVectorDistance
    {
        var (slot, moved) = (at.Slot, false);
        var links = graph.LinksOf(slot, at.Level);
        for (var i = 0; i < graph.UpperRoom && links[i] is >= 0 and var next; i++)
            if (distance.To(next) is var found && found < at.Best)
                (at.Slot, at.Best, moved) = (next, found, true);
        at.Level -= moved ? 0 : 1;
    }

    /// <summary>Asks the memory for the neighbours of a slot.</summary>
    public static void Prefetch<TDistance>(HnswGraph graph, in TDistance distance, in Descent at)
        where TDistance : struct, IVectorDistance
    {
        var links = graph.LinksOf(at.Slot, at.Level);
        for (var i = 0; i < graph.UpperRoom && links[i] is >= 0 and var next; i++)
            distance.Prefetch(next);
    }

    /// <summary>Puts the start into an empty pool.</summary>
    public static void Start<TDistance>(in TDistance distance, SearchScratch scratch, ref NeighborPool pool, int start)
        where TDistance : struct, IVectorDistance
    {
        scratch.Marks.Add(start);
        pool.Insert(NeighborPool.Entry(distance.To(start), start));
    }

    /// <summary>
    /// Takes several of the closest slots at once, so that the memory is asked for the links of all of them together, and
    /// then for their neighbours.
    /// </summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(HnswGraph graph, int level, ref NeighborPool pool, Span<int> step)
    {
        var taken = 0;
        while (taken < step.Length && pool.TryNext(out step[taken]))
            PrefetchLinks(graph, step[taken++], level);
        return taken;
    }

    /// <summary>Collects the neighbours of slots that were not met yet, and asks the memory for them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather<TDistance>(
        HnswGraph graph,
        int level,
        in TDistance distance,
        SearchScratch scratch,
        ReadOnlySpan<int> step
    )
        where TDistance : struct, IVectorDistance
    {
        var bits = scratch.Marks.Bits;
        var fresh = scratch.Marks.Room(scratch.Unseen);
        var (unseen, room) = (0, graph.RoomOf(level));
        foreach (var slot in step)
        {
            var links = graph.LinksOf(slot, level);
            for (var i = 0; i < room && links[i] is >= 0 and var neighbor; i++)
            {
                var word = bits[neighbor >> 5];
                fresh[unseen] = neighbor;
                unseen += (int)(~(word >> neighbor) & 1);
                bits[neighbor >> 5] = word | (1u << neighbor);
            }
        }
        for (var i = 0; i < unseen; i++)
            distance.Prefetch(fresh[i]);
        scratch.Fresh = fresh;
        scratch.Unseen = unseen;
    }

    /// <summary>Compares the neighbours that were collected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compare<TDistance>(in TDistance distance, SearchScratch scratch, ref NeighborPool pool)
        where TDistance : struct, IVectorDistance
    {
        // All distances before the first insertion, whose branches nothing can predict.
        var fresh = scratch.Fresh;
        var unseen = scratch.Unseen;
        var entries = scratch.Entries;
        var worst = pool.Worst;
        var closer = 0;
        distance.To(fresh, unseen, scratch.Distances);
        for (var i = 0; i < unseen; i++)
        {
            var entry = NeighborPool.Entry(scratch.Distances[i], fresh[i]);
            entries[closer] = entry;
            closer += entry < worst ? 1 : 0;
        }
        for (var i = 0; i < closer; i++)
            if (entries[i] < pool.Worst)
                pool.Insert(entries[i]);
    }

    /// <summary>Asks the memory for the links of a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchLinks(HnswGraph graph, int slot, int level)
    {
        if (!Sse.IsSupported)
            return;
        var links = graph.LinksOf(slot, level);
        Sse.Prefetch0(links);
        if (level == 0)
            Sse.Prefetch0(links + 16);
    }
}

/// <summary>Where a search is on its way down.</summary>
internal record struct Descent(int Slot, int Level, float Best);
