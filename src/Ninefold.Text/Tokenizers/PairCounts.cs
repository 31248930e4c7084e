namespace Ninefold.Text.Tokenizers;

/// <summary>
/// How often tokens stand side by side, kept up to date while pairs are joined: a join costs what the pieces that hold the
/// pair cost. The best pair comes off a heap, in which an entry whose score has changed since is passed over.
/// </summary>
internal sealed class PairCounts
{
    private readonly List<(List<int> Tokens, int Count)> pieces;
    private readonly bool byLikelihood;
    private readonly Dictionary<Merge, long> pairs = [];
    private readonly Dictionary<int, long> singles = [];

    /// <summary>By pair the pieces that hold it, or did.</summary>
    private readonly Dictionary<Merge, HashSet<int>> places = [];

    /// <summary>By token the pairs it is part of, or was; only where their score depends on its count.</summary>
    private readonly Dictionary<int, HashSet<Merge>> pairsOf = [];

    private readonly PriorityQueue<(Merge Pair, double Score), (double Score, Merge Pair)> heap = new(
        Comparer<(double Score, Merge Pair)>.Create(
            (a, b) => (b.Score, a.Pair.Left, a.Pair.Right).CompareTo((a.Score, b.Pair.Left, b.Pair.Right))
        )
    );

    public PairCounts(IEnumerable<(int[] Tokens, int Count)> pieces, bool byLikelihood)
    {
        this.byLikelihood = byLikelihood;
        this.pieces = [.. pieces.Select(p => (p.Tokens.ToList(), p.Count))];
        var changes = new Dictionary<Merge, long>();
        for (var piece = 0; piece < this.pieces.Count; piece++)
            Add(piece, 1, changes);
        Take(changes, []);
    }

    /// <summary>The pair to join next; null where no two tokens stand side by side.</summary>
    public Merge? TakeBest()
    {
        while (heap.TryDequeue(out var best, out _))
            if (pairs.ContainsKey(best.Pair) && Score(best.Pair) == best.Score)
                return best.Pair;
        return null;
    }

    /// <summary>Makes a new token of a pair wherever it stands.</summary>
    public void Join(Merge pair, int merged)
    {
        var changes = new Dictionary<Merge, long>();
        foreach (var piece in places[pair])
        {
            Add(piece, -1, changes);
            PairMerges.Apply(pieces[piece].Tokens, pair, merged);
            Add(piece, 1, changes);
        }
        Take(changes, byLikelihood ? [.. pairsOf[pair.Left], .. pairsOf[pair.Right]] : []);
    }

    private double Score(Merge pair) =>
        byLikelihood ? pairs[pair] / ((double)singles[pair.Left] * singles[pair.Right]) : pairs[pair];

    private void Add(int piece, int sign, Dictionary<Merge, long> changes)
    {
        var (tokens, count) = pieces[piece];
        for (var i = 0; i < tokens.Count; i++)
        {
            singles[tokens[i]] = singles.GetValueOrDefault(tokens[i]) + (sign * count);
            if (i == 0)
                continue;
            var pair = new Merge(tokens[i - 1], tokens[i]);
            changes[pair] = changes.GetValueOrDefault(pair) + (sign * count);
            if (sign < 0)
                continue;
            if (!places.TryGetValue(pair, out var where))
                places[pair] = where = [];
            where.Add(piece);
        }
    }

    /// <summary>Counts what has changed, and offers each pair whose score may have.</summary>
    private void Take(Dictionary<Merge, long> changes, HashSet<Merge> rescored)
    {
        foreach (var (pair, change) in changes)
        {
            if (change == 0)
                continue;
            rescored.Add(pair);
            var count = pairs.GetValueOrDefault(pair) + change;
            if (count > 0)
                pairs[pair] = count;
            else
            {
                pairs.Remove(pair);
                places.Remove(pair);
            }
            if (!byLikelihood)
                continue;
            foreach (var token in (ReadOnlySpan<int>)[pair.Left, pair.Right])
            {
                if (!pairsOf.TryGetValue(token, out var own))
                    pairsOf[token] = own = [];
                if (count > 0)
                    own.Add(pair);
                else
                    own.Remove(pair);
            }
        }
        foreach (var pair in rescored)
            if (pairs.ContainsKey(pair))
                heap.Enqueue((pair, Score(pair)), (Score(pair), pair));
    }
}
