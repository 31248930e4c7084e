using Ninefold.Flows;
using Ninefold.Models.Neighbors;

namespace Ninefold.Models.Popularity;

/// <summary>
/// Interactions in the order of time, so that a query gets the trend of its own moment: only interactions up to
/// <see cref="CandidateQuery.Now"/> count, decayed as of the newest of them. A replay of the past therefore sees no
/// future, and for any moment after the training data the ranking is the one of its last moment.
/// </summary>
/// <param name="Times">Unix time in milliseconds, rising.</param>
/// <param name="Items">The item of each.</param>
/// <param name="ItemCount">How many items there are.</param>
/// <param name="HalfLifeDays">In days, above 0.</param>
public sealed record TrendingModel(long[] Times, int[] Items, int ItemCount, double HalfLifeDays) : ICandidateSource
{
    // Older interactions weigh less than a millionth.
    private const int HalfLives = 20;
    private readonly ScoredItem[] latest = Rank(Times, Items, ItemCount, HalfLifeDays, Times.Length, ItemCount);

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        if (Times.Length == 0 || query.Now >= Times[^1])
            return latest[..Math.Min(query.Count, latest.Length)];
        return Rank(Times, Items, ItemCount, HalfLifeDays, After(Times, query.Now), query.Count);
    }

    /// <summary>The trend of the first interactions.</summary>
    private static ScoredItem[] Rank(
        long[] times,
        int[] items,
        int itemCount,
        double halfLifeDays,
        int first,
        int count
    )
    {
        using var scores = new ItemScores(itemCount);
        for (var i = first - 1; i >= 0; i--)
        {
            var halfLives = (times[first - 1] - times[i]) / (halfLifeDays * TimeSpan.MillisecondsPerDay);
            if (halfLives > HalfLives)
                break;
            scores.Add(items[i], (float)Math.Pow(.5, halfLives));
        }
        return scores.Top(count);
    }

    /// <summary>How many interactions happened at or before a moment.</summary>
    private static int After(long[] times, long moment)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] <= moment ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
