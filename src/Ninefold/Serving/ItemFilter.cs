namespace Ninefold.Serving;

/// <summary>Which items a search may return: all, those in a bitmap, or those that a predicate accepts.</summary>
public readonly struct ItemFilter
{
    private readonly ulong[]? bitmap;
    private readonly Func<int, bool>? predicate;

    /// <summary>Accepts what the predicate accepts. It is called from the searching thread, for any item, in any order.</summary>
    public ItemFilter(Func<int, bool> predicate) => this.predicate = predicate;

    /// <summary>Accepts the items whose bit is set.</summary>
    /// <param name="bitmap">Item <c>i</c> is bit <c>i % 64</c> of word <c>i / 64</c>; items beyond the end are refused.</param>
    public ItemFilter(ulong[] bitmap) => this.bitmap = bitmap;

    /// <summary>Whether every item is accepted, as by <c>default</c>.</summary>
    public bool IsEmpty => bitmap is null && predicate is null;

    /// <summary>Whether a search may return the item.</summary>
    public bool Accepts(int item) =>
        bitmap is not null
            ? (uint)item >> 6 < (uint)bitmap.Length && ((bitmap[item >> 6] >> (item & 63)) & 1) != 0
            : predicate?.Invoke(item) ?? true;
}
