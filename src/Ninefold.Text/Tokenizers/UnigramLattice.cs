namespace Ninefold.Text.Tokenizers;

/// <summary>All ways to cut a word into pieces that each have a probability.</summary>
internal sealed class UnigramLattice
{
    /// <summary>A character without a piece is as much less probable than the rarest piece (in logarithms).</summary>
    private const double UnknownPenalty = 10;

    private readonly Dictionary<string, int> ids;
    private readonly int longest;
    private readonly double unknown;

    /// <summary>Of pieces and how often each is expected, above 0.</summary>
    public UnigramLattice(IReadOnlyList<KeyValuePair<string, double>> counts)
        : this([.. counts.Select(c => c.Key)], Logarithms([.. counts.Select(c => c.Value)])) { }

    /// <summary>Of distinct pieces and the logarithms of their probabilities.</summary>
    public UnigramLattice(string[] pieces, double[] scores)
    {
        (Pieces, Scores) = (pieces, scores);
        ids = TokenVocabulary.Ids(pieces);
        longest = pieces.Select(p => p.Length).DefaultIfEmpty().Max();
        unknown = scores.DefaultIfEmpty().Min() - UnknownPenalty;
    }

    public string[] Pieces { get; }

    public double[] Scores { get; }

    /// <summary>Where characters end, 0 before the first: pieces do not cut one of two UTF-16 units.</summary>
    public static int[] Ends(string word)
    {
        var ends = new List<int> { 0 };
        foreach (var rune in word.EnumerateRunes())
            ends.Add(ends[^1] + rune.Utf16SequenceLength);
        return [.. ends];
    }

    /// <summary>The most probable way (Viterbi), and the logarithm of its probability.</summary>
    /// <param name="word">What is cut.</param>
    /// <param name="found">Receives the pieces in order: their number, or −1 for a character that has none.</param>
    /// <param name="without">A piece that may not be used.</param>
    public double Best(string word, List<(int Piece, int Start, int End)> found, int without = -1)
    {
        var ends = Ends(word);
        var best = new (double Score, int From, int Piece)[ends.Length];
        Array.Fill(best, (double.NegativeInfinity, 0, -1), 1, ends.Length - 1);
        for (var from = 0; from < ends.Length - 1; from++)
            foreach (var (to, piece, score) in From(word, ends, from, without))
                if (best[from].Score + score > best[to].Score)
                    best[to] = (best[from].Score + score, from, piece);
        var first = found.Count;
        for (var at = ends.Length - 1; at > 0; at = best[at].From)
            found.Add((best[at].Piece, ends[best[at].From], ends[at]));
        found.Reverse(first, found.Count - first);
        return best[^1].Score;
    }

    /// <summary>Adds how often each piece is expected in a word that occurs so often (forward and backward).</summary>
    public void Expect(string word, double weight, double[] counts)
    {
        var ends = Ends(word);
        var edges = new List<(int From, int To, int Piece, double Score)>();
        var (forward, backward) = (new double[ends.Length], new double[ends.Length]);
        Array.Fill(forward, double.NegativeInfinity, 1, ends.Length - 1);
        Array.Fill(backward, double.NegativeInfinity, 0, ends.Length - 1);
        for (var from = 0; from < ends.Length - 1; from++)
            foreach (var (to, piece, score) in From(word, ends, from))
            {
                edges.Add((from, to, piece, score));
                forward[to] = LogSum(forward[to], forward[from] + score);
            }
        foreach (var (from, to, _, score) in Enumerable.Reverse(edges))
            backward[from] = LogSum(backward[from], score + backward[to]);
        foreach (var (from, to, piece, score) in edges)
            if (piece >= 0)
                counts[piece] += weight * Math.Exp(forward[from] + score + backward[to] - forward[^1]);
    }

    /// <summary>The pieces that begin somewhere; where no single character does, that character as unknown.</summary>
    private IEnumerable<(int To, int Piece, double Score)> From(string word, int[] ends, int from, int without = -1)
    {
        var single = false;
        for (var to = from + 1; to < ends.Length && ends[to] - ends[from] <= longest; to++)
            if (Find(word, ends[from], ends[to]) is >= 0 and var piece && piece != without)
            {
                single |= to == from + 1;
                yield return (to, piece, Scores[piece]);
            }
        if (!single)
            yield return (from + 1, -1, unknown);
    }

    private int Find(string word, int start, int end) =>
        ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word.AsSpan(start..end), out var id) ? id : -1;

    private static double[] Logarithms(double[] counts)
    {
        var total = Math.Log(counts.Sum());
        return [.. counts.Select(count => Math.Log(count) - total)];
    }

    private static double LogSum(double a, double b)
    {
        var (larger, smaller) = a > b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(smaller) ? larger : larger + double.LogP1(Math.Exp(smaller - larger));
    }
}
