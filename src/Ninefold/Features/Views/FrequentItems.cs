namespace Ninefold.Features.Views;

/// <summary>
/// Counts the most frequent counterparts: Misra and Gries, "Finding repeated elements" (1982), merged as in Agarwal et al.,
/// "Mergeable summaries" (PODS 2012). A count is never too large, and too small by at most n / (capacity + 1) of n
/// observations; all are exact while there are no more different counterparts than the capacity. Which of the allowed counts
/// it gives depends on the order.
/// </summary>
/// <param name="capacity">How many counterparts are counted at a time; at least 1.</param>
internal sealed class FrequentItems(int capacity) : Partial
{
    private readonly Dictionary<ulong, long> counts = [];
    private long total;

    public override string Kind => $"frequent {capacity}";

    public override void Add(long at, double value, ulong counterpart)
    {
        total++;
        if (counts.TryGetValue(counterpart, out var count))
            counts[counterpart] = count + 1;
        else if (counts.Count < capacity)
            counts.Add(counterpart, 1);
        else
            TakeOff(1);
    }

    public override void Merge(Partial other)
    {
        var o = (FrequentItems)other;
        total += o.total;
        foreach (var (item, count) in o.counts)
            counts[item] = counts.GetValueOrDefault(item) + count;
        if (counts.Count > capacity)
            TakeOff(counts.Values.OrderDescending().ElementAt(capacity));
    }

    private void TakeOff(long most)
    {
        foreach (var (item, count) in counts)
            if (count <= most)
                counts.Remove(item);
            else
                counts[item] = count - most;
    }

    /// <summary>The part of all that the most frequent ones have together; NaN without observations.</summary>
    /// <param name="items">How many; at least 1.</param>
    public double Share(int items) => counts.Values.OrderDescending().Take(items).Sum() / (double)total;

    public override void Write(BinaryWriter writer)
    {
        writer.Write(total);
        writer.Write(counts.Count);
        foreach (var (item, count) in counts.OrderBy(c => c.Key))
        {
            writer.Write(item);
            writer.Write7BitEncodedInt64(count);
        }
    }

    public override void Read(BinaryReader reader)
    {
        total = reader.ReadInt64();
        for (var left = Length(reader, capacity); left > 0; left--)
            counts[reader.ReadUInt64()] = reader.Read7BitEncodedInt64();
    }
}
