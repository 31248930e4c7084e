using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>
/// Keeps the best of many scored items in a buffer of the caller: a binary heap with the worst kept item on top.
/// Allocates nothing. Equal scores are ordered by item number, so the order of offers does not matter.
/// </summary>
/// <param name="kept">Its length is how many are kept.</param>
/// <param name="count">How many of them an earlier heap over the same buffer has filled.</param>
internal ref struct TopK(Span<ScoredItem> kept, int count = 0)
{
    private readonly Span<ScoredItem> kept = kept;
    private int count = count;

    /// <summary>How many are kept.</summary>
    public readonly int Count => count;

    public void Offer(int item, float score)
    {
        var offered = new ScoredItem(item, score);
        if (count < kept.Length)
        {
            var at = count++;
            for (int parent; at > 0 && Better(kept[parent = (at - 1) / 2], offered); at = parent)
                kept[at] = kept[parent];
            kept[at] = offered;
        }
        else if (count > 0 && Better(offered, kept[0]))
            SiftDown(offered, count);
    }

    /// <summary>Puts the kept items in order, best first; nothing can be offered afterwards.</summary>
    /// <returns>How many were kept.</returns>
    public int Sort()
    {
        for (var end = count - 1; end > 0; end--)
        {
            var worst = kept[0];
            SiftDown(kept[end], end);
            kept[end] = worst;
        }
        return count;
    }

    private void SiftDown(ScoredItem moved, int size)
    {
        var at = 0;
        for (int child; (child = (2 * at) + 1) < size; at = child)
        {
            if (child + 1 < size && Better(kept[child], kept[child + 1]))
                child++;
            if (!Better(moved, kept[child]))
                break;
            kept[at] = kept[child];
        }
        kept[at] = moved;
    }

    private static bool Better(ScoredItem a, ScoredItem b) =>
        a.Score > b.Score || (a.Score == b.Score && a.Item < b.Item);
}
