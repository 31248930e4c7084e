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
    /// <param name="cancellation">Ends the learning.</param>
    public static List<Merge> Learn(
        IEnumerable<(int[] Tokens, int Count)> pieces,
        int next,
        int most,
        bool byLikelihood,
        CancellationToken cancellation
    )
    {
        var counts = new PairCounts(pieces, byLikelihood);
        var merges = new List<Merge>();
        while (merges.Count < most && counts.TakeBest() is { } best)
        {
            cancellation.ThrowIfCancellationRequested();
            counts.Join(best, next + merges.Count);
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
}
