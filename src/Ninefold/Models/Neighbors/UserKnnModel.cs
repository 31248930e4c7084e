using Ninefold.Flows;
using Ninefold.Models.Factorization;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// The histories of the training users. A query's history is compared with each: the closeness of a user is the sum,
/// over shared items, of recency × idf, divided by √(their number of items + shrinkage); the closest vote for their
/// items. The querying user is never its own neighbour.
/// </summary>
/// <param name="Offsets">The items of user u lie at <c>Offsets[u]</c> to <c>Offsets[u + 1]</c>; Users + 1 values.</param>
/// <param name="Items">Item numbers, each once a user.</param>
/// <param name="ItemCount">How many items there are.</param>
/// <param name="Neighbors">How many users are asked.</param>
/// <param name="Shrinkage">See <see cref="UserKnn"/>.</param>
/// <param name="Recency">How the history is weighted.</param>
public sealed record UserKnnModel(
    int[] Offsets,
    int[] Items,
    int ItemCount,
    int Neighbors,
    double Shrinkage,
    Recency Recency
) : ICandidateSource
{
    private readonly SparseRows usersByItem = new SparseRows(Offsets, Items, new float[Items.Length]).Transpose(
        ItemCount
    );

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        using var scores = new ItemScores(ItemCount);
        foreach (var neighbor in Closest(query))
            for (var at = Offsets[neighbor.Item]; at < Offsets[neighbor.Item + 1]; at++)
                scores.Add(Items[at], neighbor.Score);
        return scores.Top(query.Count);
    }

    /// <summary>The closest users, as numbers and closeness.</summary>
    private ScoredItem[] Closest(in CandidateQuery query)
    {
        var users = Offsets.Length - 1;
        using var closeness = new ItemScores(users);
        var history = query.History.Span;
        for (var place = 0; place < history.Length; place++)
        {
            if ((uint)history[place].Item >= (uint)ItemCount)
                continue;
            var takers = usersByItem.Columns(history[place].Item);
            var weight =
                Recency.Weight(history, place, query.Now) * MathF.Log(1 + ((float)users / Math.Max(1, takers.Length)));
            foreach (var user in takers)
                if (user != query.User)
                    closeness.Add(user, weight);
        }
        foreach (var user in closeness.Touched)
            closeness[user] /= (float)Math.Sqrt(Offsets[user + 1] - Offsets[user] + Shrinkage);
        return closeness.Top(Neighbors);
    }
}
