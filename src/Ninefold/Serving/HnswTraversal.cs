using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Ninefold.Serving;

/// <summary>The search of an HNSW graph: Malkov and Yashunin, arXiv 1603.09320, algorithms 2 and 5.</summary>
internal static unsafe class HnswTraversal
{
    /// <summary>Goes down the levels, on each to the slot that no neighbour is closer than.</summary>
    /// <returns>Where it arrived above <paramref name="level"/>.</returns>
    public static int Descend<TDistance>(HnswGraph graph, in TDistance distance, int slot, int from, int level)
        where TDistance : struct, IVectorDistance
    {
        var best = distance.To(slot);
        for (var at = from; at > level; at--)
        for (var moved = true; moved; )
        {
            moved = false;
            var links = graph.LinksOf(slot, at);
            var count = links[0] & HnswLinks.CountMask;
            for (var i = 1; i <= count; i++)
                distance.Prefetch(links[i]);
            for (var i = 1; i <= count; i++)
                if (links[i] is var next && distance.To(next) is var found && found < best)
                    (slot, best, moved) = (next, found, true);
        }
        return slot;
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
        var seen = scratch.Seen;
        var epoch = scratch.Epoch;
        var linksOfBase = graph.BaseLinks;
        var room = graph.BaseRoom;
        seen[start] = epoch;
        pool.Insert(NeighborPool.Entry(distance.To(start), start));
        fixed (int* fresh = scratch.Fresh)
            while (pool.TryNext(out var slot))
            {
                var links = level == 0 ? linksOfBase + ((long)slot * room) : graph.LinksOf(slot, level);
                var unseen = 0;
                var end = links[0] & HnswLinks.CountMask;
                for (var i = 1; i <= end; i++)
                {
                    var neighbor = links[i];
                    fresh[unseen] = neighbor;
                    unseen += seen[neighbor] == epoch ? 0 : 1;
                    seen[neighbor] = epoch;
                }
                for (var i = 0; i < unseen; i++)
                    distance.Prefetch(fresh[i]);
                if (level == 0 && pool.Peek() is >= 0 and var next)
                    PrefetchLinks(linksOfBase + ((long)next * room));
                for (var i = 0; i < unseen; i++)
                {
                    var entry = NeighborPool.Entry(distance.To(fresh[i]), fresh[i]);
                    if (entry < pool.Worst)
                        pool.Insert(entry);
                }
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchLinks(int* links)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(links);
        Sse.Prefetch0(links + 16);
    }
}
