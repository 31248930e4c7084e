using System.Runtime.InteropServices;

namespace Ninefold.Features.Views;

/// <summary>One entity's observations while they are read, sorted by time and then by id.</summary>
internal sealed class EntityPast
{
    private readonly List<long> at = [];
    private readonly List<double> value = [];
    private readonly List<ulong> counterpart = [];
    private ulong latest;

    /// <summary>Those added since it was last empty, oldest first.</summary>
    public EntityRows Rows =>
        new(CollectionsMarshal.AsSpan(at), CollectionsMarshal.AsSpan(value), CollectionsMarshal.AsSpan(counterpart));

    /// <summary>Adds one that does not come before the last; the same one again changes nothing.</summary>
    public void Add(long moment, double size, ulong other, ulong identity)
    {
        if (at.Count > 0 && at[^1] == moment && latest == identity)
            return;
        at.Add(moment);
        value.Add(size);
        counterpart.Add(other);
        latest = identity;
    }

    /// <summary>Goes on with another entity.</summary>
    public void Clear()
    {
        at.Clear();
        value.Clear();
        counterpart.Clear();
    }
}
