namespace Ninefold.Features.Views;

/// <summary>The rows whose values are asked for, entity by entity, each entity's in the order of time.</summary>
internal sealed class AskedRows
{
    private readonly int[] offsets;
    private readonly long[] moments;
    private readonly int[] places;

    public AskedRows(IReadOnlyList<EntityMoment> rows)
    {
        var numbers = new Dictionary<string, int>();
        var (entity, next) = (new int[rows.Count], new List<int>());
        for (var i = 0; i < rows.Count; i++)
        {
            if (!numbers.TryGetValue(rows[i].Entity, out entity[i]))
            {
                numbers.Add(rows[i].Entity, entity[i] = numbers.Count);
                next.Add(0);
            }
            next[entity[i]]++;
        }
        offsets = new int[numbers.Count + 1];
        for (var number = 0; number < numbers.Count; number++)
        {
            offsets[number + 1] = offsets[number] + next[number];
            next[number] = offsets[number];
        }
        (moments, places) = (new long[rows.Count], new int[rows.Count]);
        for (var i = 0; i < rows.Count; i++)
        {
            var at = next[entity[i]]++;
            (moments[at], places[at]) = (rows[i].At.ToUnixTimeMilliseconds(), i);
        }
        for (var number = 0; number < numbers.Count; number++)
            Array.Sort(moments, places, offsets[number], offsets[number + 1] - offsets[number]);
        Entities = [.. numbers.Keys];
    }

    /// <summary>Each entity once, at its number.</summary>
    public IReadOnlyList<string> Entities { get; }

    /// <summary>When an entity's values are asked for, Unix milliseconds, ascending.</summary>
    public ReadOnlySpan<long> Moments(int entity) => moments.AsSpan(offsets[entity]..offsets[entity + 1]);

    /// <summary>Which rows these were.</summary>
    public ReadOnlySpan<int> Places(int entity) => places.AsSpan(offsets[entity]..offsets[entity + 1]);
}
