namespace Ninefold.Metrics;

/// <summary>How popular items are: the share of all interactions that fell on each.</summary>
public sealed class ItemPopularity
{
    private readonly Dictionary<string, long> counts;
    private readonly double total;

    /// <param name="counts">Interactions of each item in the training period, at least 0 each and not all 0.</param>
    /// <exception cref="ArgumentException">A count is negative, or there is no interaction.</exception>
    public ItemPopularity(IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (id, count) in counts)
            if (count < 0)
                throw new ArgumentException(
                    $"A count must be at least 0. Got {count} for '{id}' instead.",
                    nameof(counts)
                );
        this.counts = new(counts, StringComparer.Ordinal);
        total = this.counts.Values.Sum();
        if (total == 0)
            throw new ArgumentException("At least one interaction is needed. Got none.", nameof(counts));
    }

    /// <summary>The item's share, in (0, 1]; an item without interactions counts as if it had one.</summary>
    public double ShareOf(string id) => Math.Max(counts.GetValueOrDefault(id), 1) / total;
}
