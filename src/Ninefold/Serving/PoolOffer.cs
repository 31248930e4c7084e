namespace Ninefold.Serving;

/// <summary>A pool that takes only slots which may be returned.</summary>
/// <param name="pool">An empty one.</param>
/// <param name="items">By slot: the item, or −1.</param>
/// <param name="filter">Which items may be returned.</param>
internal unsafe ref struct PoolOffer(NeighborPool pool, int* items, ItemFilter filter)
{
    public NeighborPool Pool = pool;
    private readonly ItemFilter filter = filter;

    /// <summary>What is farther than this cannot enter.</summary>
    public float Worst { get; private set; } = float.PositiveInfinity;

    public void Add(float distance, int slot)
    {
        var entry = NeighborPool.Entry(distance, slot);
        if (entry >= Pool.Worst || items[slot] < 0 || !(filter.IsEmpty || filter.Accepts(items[slot])))
            return;
        Pool.Insert(entry);
        if (Pool.Worst != ulong.MaxValue)
            Worst = NeighborPool.Distance(Pool.Worst);
    }
}
