using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>What all indexes do alike with their searches.</summary>
internal static class VectorSearch
{
    public delegate int Exact(ReadOnlySpan<float> query, Span<ScoredItem> results);

    public static IReadOnlyList<ScoredItem> Range(
        IVectorIndex index,
        ReadOnlySpan<float> query,
        float least,
        ItemFilter filter
    )
    {
        // Twice as many, until half of what was found is out of range: codes let some through late.
        for (var wanted = 64; ; wanted = (int)Math.Min(wanted * 2L, Math.Max(index.Count, 1)))
        {
            var found = new ScoredItem[wanted];
            var written = index.Search(query, found, filter);
            if (written < wanted || wanted >= index.Count || found[written / 2].Score < least)
                return [.. found.Take(written).TakeWhile(f => f.Score >= least)];
        }
    }

    public static double Recall(IVectorIndex index, ReadOnlySpan<float> queries, int each, Exact exact)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(each, 1);
        var all = VectorChecks.Batch(queries, index.Dimensions, queries.Length / index.Dimensions * each, each);
        var (found, truth) = (new ScoredItem[each], new ScoredItem[each]);
        var (hits, possible) = (0, 0);
        for (var q = 0; q < all; q++)
        {
            var query = queries.Slice(q * index.Dimensions, index.Dimensions);
            var written = index.Search(query, found);
            var best = exact(query, truth);
            possible += best;
            for (var i = 0; i < written; i++)
                hits += best > 0 && found[i].Score >= truth[best - 1].Score ? 1 : 0;
        }
        return possible == 0 ? 1 : (double)hits / possible;
    }
}
