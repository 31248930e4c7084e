namespace Ninefold.Text.Tokenizers;

/// <summary>Two neighbouring tokens that become one.</summary>
/// <param name="Left">The first token's number.</param>
/// <param name="Right">The second's.</param>
public readonly record struct Merge(int Left, int Right);

/// <summary>Learns which neighbouring tokens to make one, over and over: Sennrich, Haddow and Birch (2016).</summary>
internal static class PairMerges
{
    /// <summary>Merges in the order they were learned; the first makes the token <paramref name="next"/>.</summary>
    /// <param name="pieces">The tokens of each different piece, and how often the piece occurs.</param>
    /// <param name="next">The number of the first new token.</param>
    /// <param name="most">How many merges at most.</param>
    /// <param name="byLikelihood">
    /// Whether a pair's count is divided by those of its parts, as WordPiece does; else the most frequent pair is merged. Of
    /// equal pairs the one with the smaller numbers.
    /// </param>
    public static List<Merge> Learn(
        IEnumerable<(int[] Tokens, int Count)> pieces,
        int next,
        int most,
        bool byLikelihood,
        CancellationToken cancellation
    )
    {
        var all = pieces.Select(p => (Tokens: p.Tokens.ToList(), p.Count)).ToList();
        var (pairs, singles) = (new Dictionary<Merge, long>(), new Dictionary<int, long>());
        var places = new Dictionary<Merge, HashSet<int>>();
        void Add(int piece, int sign)
        {
            var (tokens, count) = all[piece];
            for (var i = 0; i < tokens.Count; i++)
            {
                singles[tokens[i]] = singles.GetValueOrDefault(tokens[i]) + (sign * count);
                if (i == 0)
                    continue;
                var pair = new Merge(tokens[i - 1], tokens[i]);
                if ((pairs[pair] = pairs.GetValueOrDefault(pair) + (sign * count)) == 0)
                    pairs.Remove(pair);
                if (!places.TryGetValue(pair, out var where))
                    places[pair] = where = [];
                where.Add(piece);
            }
        }
        for (var piece = 0; piece < all.Count; piece++)
            Add(piece, 1);
        var merges = new List<Merge>();
        while (merges.Count < most && pairs.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var best = pairs
                .Select(p =>
                    (
                        Pair: p.Key,
                        Score: byLikelihood ? p.Value / ((double)singles[p.Key.Left] * singles[p.Key.Right]) : p.Value
                    )
                )
                .Aggregate((a, b) => b.Score > a.Score || (b.Score == a.Score && IsBefore(b.Pair, a.Pair)) ? b : a)
                .Pair;
            foreach (var piece in places[best])
            {
                Add(piece, -1);
                Apply(all[piece].Tokens, best, next + merges.Count);
                Add(piece, 1);
            }
            places.Remove(best);
            merges.Add(best);
        }
        return merges;
    }

    /// <summary>Makes one of every such pair, from the left.</summary>
    public static void Apply(List<int> tokens, Merge pair, int merged)
    {
        var end = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var isPair = i + 1 < tokens.Count && tokens[i] == pair.Left && tokens[i + 1] == pair.Right;
            tokens[end++] = isPair ? merged : tokens[i];
            i += isPair ? 1 : 0;
        }
        tokens.RemoveRange(end, tokens.Count - end);
    }

    private static bool IsBefore(Merge a, Merge b) => a.Left != b.Left ? a.Left < b.Left : a.Right < b.Right;
}
