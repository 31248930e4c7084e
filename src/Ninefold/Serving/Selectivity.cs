namespace Ninefold.Serving;

/// <summary>Which share of the slots a search may return.</summary>
internal static unsafe class Selectivity
{
    private const int Sampled = 512;

    /// <param name="items">By slot: the item, or −1.</param>
    /// <param name="slots">How many there are, at least 1.</param>
    /// <param name="live">How many hold an item.</param>
    /// <param name="filter">What it accepts is estimated from slots in a fixed order: the plan is the same every time.</param>
    public static double Of(int* items, int slots, int live, ItemFilter filter)
    {
        if (filter.IsEmpty)
            return Math.Min(1, (double)live / slots);
        var (passed, tried) = (0, Math.Min(Sampled, slots));
        for (var i = 0; i < tried; i++)
            if (items[(int)((uint)i * 2654435761u % (uint)slots)] is >= 0 and var item && filter.Accepts(item))
                passed++;
        return (passed + .5) / (tried + 1);
    }
}
