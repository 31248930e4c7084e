namespace Ninefold.Serving;

/// <summary>The slots of every bucket, in order. They never change.</summary>
internal sealed class Buckets
{
    private readonly int[] starts;
    private readonly int[] slots;

    /// <param name="assigned">By slot, the bucket of each table.</param>
    /// <param name="tables">How many buckets a slot is in.</param>
    /// <param name="buckets">How many there are.</param>
    public Buckets(ReadOnlySpan<int> assigned, int tables, int buckets)
    {
        starts = new int[buckets + 1];
        foreach (var bucket in assigned)
            starts[bucket + 1]++;
        for (var bucket = 0; bucket < buckets; bucket++)
            starts[bucket + 1] += starts[bucket];
        var (next, placed) = (starts.AsSpan(0, buckets).ToArray(), new int[assigned.Length]);
        for (var i = 0; i < assigned.Length; i++)
            placed[next[assigned[i]]++] = i / tables;
        slots = placed;
    }

    public long Bytes => (starts.LongLength + slots.LongLength) * sizeof(int);

    /// <summary>How many places the buckets before it take.</summary>
    public int Start(int bucket) => starts[bucket];

    /// <summary>By slot, the bucket of each table: what this was made from.</summary>
    public int[] Assigned(int tables)
    {
        // Buckets of a later table have higher numbers.
        var (assigned, known) = (new int[slots.Length], new byte[slots.Length / tables]);
        for (var bucket = 0; bucket + 1 < starts.Length; bucket++)
            foreach (var slot in Of(bucket))
                assigned[(slot * tables) + known[slot]++] = bucket;
        return assigned;
    }

    public ReadOnlySpan<int> Of(int bucket) => slots.AsSpan(starts[bucket], starts[bucket + 1] - starts[bucket]);
}
