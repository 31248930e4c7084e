using Ninefold.Flows;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// Every item's nearest items. A candidate's score is the sum, over the history, of recency times closeness; the user's
/// number plays no part, so a new user with a few interactions is served like any other.
/// </summary>
/// <param name="Offsets">The neighbours of item i lie at <c>Offsets[i]</c> to <c>Offsets[i + 1]</c>; Items + 1 values.</param>
/// <param name="Neighbors">Item numbers, an item's closest first.</param>
/// <param name="Weights">Closeness of each, above 0.</param>
/// <param name="Recency">How the history is weighted.</param>
public sealed record ItemToItemModel(int[] Offsets, int[] Neighbors, float[] Weights, Recency Recency)
    : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        using var scores = new ItemScores(Offsets.Length - 1);
        var history = query.History.Span;
        for (var place = 0; place < history.Length; place++)
        {
            var weight = Known(history[place].Item) ? Recency.Weight(history, place, query.Now) : 0;
            if (weight > 0)
                for (var n = Offsets[history[place].Item]; n < Offsets[history[place].Item + 1]; n++)
                    scores.Add(Neighbors[n], weight * Weights[n]);
        }
        return scores.Top(query.Count);
    }

    /// <summary>
    /// What the history contributed to a candidate's score, the largest first: "because you liked X". The shares add up
    /// to the score; empty where the history says nothing for the item.
    /// </summary>
    public IReadOnlyList<ScoredItem> Explain(in CandidateQuery query, int item)
    {
        using var shares = new ItemScores(Offsets.Length - 1);
        var history = query.History.Span;
        for (var place = 0; place < history.Length; place++)
        {
            var weight = Known(history[place].Item) ? Recency.Weight(history, place, query.Now) : 0;
            if (weight > 0)
                shares.Add(history[place].Item, weight * Closeness(history[place].Item, item));
        }
        return shares.Top(history.Length);
    }

    /// <summary>How close a neighbour is to an item; 0 where it is not among its nearest.</summary>
    public float Closeness(int item, int neighbor)
    {
        var at = Neighbors.AsSpan(Offsets[item]..Offsets[item + 1]).IndexOf(neighbor);
        return at < 0 ? 0 : Weights[Offsets[item] + at];
    }

    private bool Known(int item) => (uint)item < (uint)(Offsets.Length - 1);

    /// <summary>Finds every item's neighbours, items in parallel.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="neighbors">How many are kept of each.</param>
    /// <param name="recency">How the history is weighted.</param>
    /// <param name="context">Threads, progress and cancellation.</param>
    /// <param name="score">Writes the closeness of all others to an item.</param>
    internal static ItemToItemModel Build(
        int items,
        int neighbors,
        Recency recency,
        TrainingContext context,
        Action<int, ItemScores> score
    )
    {
        var lists = new ScoredItem[items][];
        var done = 0;
        Parallel.For(
            0,
            items,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation },
            () => new ItemScores(items),
            (item, _, scores) =>
            {
                score(item, scores);
                lists[item] = scores.Top(neighbors);
                scores.Clear();
                if (Interlocked.Increment(ref done) % 1024 == 0)
                    context.Progress?.Report((double)done / items);
                return scores;
            },
            scores => scores.Dispose()
        );
        var offsets = new int[items + 1];
        for (var i = 0; i < items; i++)
            offsets[i + 1] = offsets[i] + lists[i].Length;
        var all = lists.SelectMany(list => list);
        return new(offsets, [.. all.Select(n => n.Item)], [.. all.Select(n => n.Score)], recency);
    }
}
