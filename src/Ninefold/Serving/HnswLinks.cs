namespace Ninefold.Serving;

/// <summary>
/// Chooses the links of a vector so that they lead in different directions: a candidate is dropped where one that was
/// kept is closer to it than the vector is (algorithm 4 of the HNSW paper), here with a factor that relaxes the rule
/// (Subramanya et al., DiskANN, 2019).
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="relaxation">The factor, at least 1.</param>
/// <param name="offset">What makes distances 0 between equal vectors.</param>
internal readonly unsafe struct HnswLinks<TTerm>(HnswGraph graph, float relaxation, float offset)
    where TTerm : struct, IDistanceTerm
{
    public FloatDistance<TTerm> From(int slot) => new(graph.Vector(slot), graph.Vectors, graph.Stride);

    /// <summary>Keeps at most so many of the candidates, which are sorted by distance, in front of the others.</summary>
    /// <param name="candidates">Entries of a pool.</param>
    /// <param name="most">How many are kept at most.</param>
    /// <param name="compared">How many of those with a mark were once kept together, and are not compared again.</param>
    public int Choose(Span<ulong> candidates, int most, ReadOnlySpan<bool> compared = default)
    {
        var kept = 0;
        Span<bool> known = stackalloc bool[most];
        for (var i = 0; i < candidates.Length && kept < most; i++)
        {
            var candidate = candidates[i];
            var wasCompared = !compared.IsEmpty && compared[i];
            var distance = From(NeighborPool.Slot(candidate));
            var limit = offset + NeighborPool.Distance(candidate);
            var keep = true;
            for (var k = 0; k < kept && keep; k++)
                keep =
                    (wasCompared && known[k])
                    || relaxation * (offset + distance.To(NeighborPool.Slot(candidates[k]))) > limit;
            if (!keep)
                continue;
            known[kept] = wasCompared;
            candidates[kept++] = candidate;
        }
        return kept;
    }

    /// <summary>Links a slot to another; where there is no room left, the links are chosen anew.</summary>
    public void Add(int slot, int other, int level)
    {
        var links = graph.LinksOf(slot, level);
        var most = graph.RoomOf(level);
        if (new ReadOnlySpan<int>(links, most).IndexOf(-1) is >= 0 and var free)
        {
            Volatile.Write(ref links[free], other);
            return;
        }
        var distance = From(slot);
        Span<ulong> candidates = stackalloc ulong[most + 1];
        Span<bool> marks = stackalloc bool[most + 1];
        for (var i = 0; i < most; i++)
            distance.Prefetch(links[i]);
        for (var i = 0; i <= most; i++)
        {
            var neighbor = i < most ? links[i] : other;
            candidates[i] = NeighborPool.Entry(distance.To(neighbor), neighbor);
            marks[i] = level == 0 && i < graph.Chosen[slot];
        }
        candidates.Sort(marks);
        Set(slot, level, candidates[..Choose(candidates, most, marks)]);
    }

    /// <summary>Writes links that were chosen together.</summary>
    public void Set(int slot, int level, ReadOnlySpan<ulong> chosen)
    {
        var links = graph.LinksOf(slot, level);
        for (var i = 0; i < graph.RoomOf(level); i++)
            Volatile.Write(ref links[i], i < chosen.Length ? NeighborPool.Slot(chosen[i]) : -1);
        if (level == 0)
            graph.Chosen[slot] = (ushort)chosen.Length;
    }
}
