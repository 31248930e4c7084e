using Ninefold.Features;

namespace Ninefold.Flows.Reranking;

/// <summary>An item as it is shown.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Score">Its score before exploration.</param>
/// <param name="Probability">With which the policy shows this item at this place, in (0, 1].</param>
public readonly record struct ShownItem(int Item, float Score, double Probability);

/// <summary>
/// Explores at the end of a list, with known probabilities, so that the log can later judge other policies without bias
/// (inverse propensity scoring). Of n ranked candidates the first k would be shown; the other n − k are the pool. The
/// last min(<paramref name="Tail"/>, k, n − k) places explore: each, independently with probability ε, shows an item
/// drawn from the pool, uniformly and never the same twice, in place of its own. An item of the first k is therefore
/// shown at its own place with probability 1, or 1 − ε where the place explores, and nowhere else; an item of the pool
/// is shown at each exploring place with probability ε / (n − k).
/// </summary>
/// <param name="Epsilon">In [0, 1).</param>
/// <param name="Tail">How many places at the end explore at most, at least 0.</param>
public sealed record EpsilonGreedy(double Epsilon = .1, int Tail = 3)
{
    /// <summary>What traces and reports call it.</summary>
    public string Name { get; } =
        Parameters.Check("epsilon-greedy", Parameters.Within(Epsilon, 0, 1), Parameters.AtLeast(Tail, 0));

    /// <summary>Makes the list that is shown.</summary>
    /// <param name="ranked">Distinct items, best first.</param>
    /// <param name="count">k: how many are shown, at least 0.</param>
    /// <param name="random">Decides; the same state gives the same list.</param>
    public ShownItem[] Explore(IReadOnlyList<ScoredItem> ranked, int count, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var shown = new ShownItem[Math.Min(count, ranked.Count)];
        var pool = ranked.Skip(shown.Length).ToArray();
        var firstExploring = shown.Length - Math.Min(Tail, Math.Min(shown.Length, pool.Length));
        var drawn = 0;
        for (var place = 0; place < shown.Length; place++)
            if (place < firstExploring)
                shown[place] = new(ranked[place].Item, ranked[place].Score, 1);
            else if (random.NextDouble() >= Epsilon)
                shown[place] = new(ranked[place].Item, ranked[place].Score, 1 - Epsilon);
            else
            {
                var pick = random.Next(drawn, pool.Length); // a Fisher-Yates shuffle, as far as it is needed
                (pool[drawn], pool[pick]) = (pool[pick], pool[drawn]);
                shown[place] = new(pool[drawn].Item, pool[drawn].Score, Epsilon / pool.Length);
                drawn++;
            }
        return shown;
    }
}
