using Ninefold.Features;

namespace Ninefold.Flows.Reranking;

/// <summary>
/// Diversity by maximal marginal relevance (Carbonell and Goldstein 1998): the next item is the one with the largest
/// <c>λ · relevance − (1 − λ) · largest similarity to an item already chosen</c>. Relevance is the score stretched to run
/// from 0 to 1 within the list, so that λ means the same for every source.
/// </summary>
/// <param name="Lambda">0 (only diversity) to 1 (the order stays as it is).</param>
public sealed record MaximalMarginalRelevance(double Lambda = .7)
{
    /// <summary>What traces and reports call it.</summary>
    public string Name { get; } =
        Parameters.Check("mmr", Lambda is >= 0 and <= 1 ? null : $"Lambda must be 0 to 1, got {Lambda}");

    /// <summary>Chooses items greedily; takes time in proportion to candidates × <paramref name="count"/>.</summary>
    /// <param name="candidates">Distinct items, best first.</param>
    /// <param name="count">How many are wanted, at least 0.</param>
    /// <param name="similarity">Of two items by number, at most 1, such as a cosine; below 0 counts as 0.</param>
    /// <returns>The chosen in order, with their marginal relevance as scores, which never rise.</returns>
    public ScoredItem[] Rerank(IReadOnlyList<ScoredItem> candidates, int count, Func<int, int, double> similarity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var left = candidates.ToList();
        var closest = new List<double>(new double[left.Count]);
        var chosen = new ScoredItem[Math.Min(count, left.Count)];
        for (var place = 0; place < chosen.Length; place++)
        {
            var best = 0;
            var bestValue = double.NegativeInfinity;
            for (var i = 0; i < left.Count; i++)
            {
                var relevance = Fusion.Stretched(left[i].Score, candidates[^1].Score, candidates[0].Score);
                var value = (Lambda * relevance) - ((1 - Lambda) * closest[i]);
                if (value > bestValue)
                    (best, bestValue) = (i, value);
            }
            chosen[place] = new(left[best].Item, (float)bestValue);
            left.RemoveAt(best);
            closest.RemoveAt(best);
            for (var i = 0; i < left.Count; i++)
                closest[i] = Math.Max(closest[i], similarity(left[i].Item, chosen[place].Item));
        }
        return chosen;
    }
}
