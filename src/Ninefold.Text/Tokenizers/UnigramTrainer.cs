using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Tokenizers;

/// <summary>
/// The unigram language model (Kudo 2018): begins with far too many pieces of words, estimates their probabilities by
/// expectation maximisation over all ways to cut each word, and drops, round by round, those that the likelihood misses
/// least. Single bytes stand in for characters that were never seen, so that decoding gives back the same text.
/// </summary>
public sealed record UnigramTrainer : ITrainer<IEnumerable<string>, UnigramModel>
{
    /// <summary>So many times the wanted pieces are there at first.</summary>
    private const int SeedsAPiece = 10;

    private const int Steps = 2;

    /// <summary>Pieces expected less often than this in all texts are dropped at once, and no count falls below it.</summary>
    private const double LeastCount = .5;

    /// <inheritdoc/>
    public string Name => "unigram";

    /// <summary>How many tokens are wanted, at least the 256 of single bytes; all characters are tokens, even where they are more.</summary>
    public int Tokens { get; init; } = 4096;

    /// <summary>The longest piece in characters, at least 1.</summary>
    public int Longest { get; init; } = 16;

    /// <summary>The share of pieces that a round keeps, above 0 and below 1.</summary>
    public double Kept { get; init; } = .75;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Parameters are out of range; all faults are named.</exception>
    public UnigramModel Fit(IEnumerable<string> data, TrainingContext context)
    {
        Parameters.Check(
            nameof(UnigramTrainer),
            Parameters.AtLeast(Tokens, BytePairModel.Bytes),
            Parameters.AtLeast(Longest, 1),
            Parameters.Above(Kept, 0),
            Kept < 1 ? null : $"{nameof(Kept)} must be below 1, got {Kept}"
        );
        var words = data.SelectMany(BytePairModel.Pieces).CountBy(w => w, StringComparer.Ordinal).ToList();
        var wanted = Tokens - BytePairModel.Bytes;
        var counts = Seeds(words, wanted * SeedsAPiece, context.Cancellation);
        while (true)
        {
            for (var step = 0; step < Steps; step++)
                counts = Expected(new(counts), words, context.Cancellation);
            var lattice = new UnigramLattice(counts);
            if (counts.Count <= wanted || counts.All(c => IsCharacter(c.Key)))
                return new([.. lattice.Pieces], [.. lattice.Scores]);
            counts = Pruned(lattice, counts, Math.Max(wanted, (int)(counts.Count * Kept)));
        }
    }

    /// <summary>All characters, and the pieces of words that cover most: count × length, those that occur twice or more.</summary>
    private List<KeyValuePair<string, double>> Seeds(
        List<KeyValuePair<string, int>> words,
        int most,
        CancellationToken cancellation
    )
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        var spans = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (word, count) in words)
        {
            cancellation.ThrowIfCancellationRequested();
            var ends = UnigramLattice.Ends(word);
            for (var start = 0; start < ends.Length - 1; start++)
            for (var end = start + 1; end < Math.Min(ends.Length, start + Longest + 1); end++)
            {
                var piece = word.AsSpan(ends[start]..ends[end]);
                spans[piece] = (spans.TryGetValue(piece, out var before) ? before : 0) + count;
            }
        }
        var characters = counts.Where(c => IsCharacter(c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal);
        var longer = counts
            .Where(c => c.Value > 1 && !IsCharacter(c.Key))
            .OrderByDescending(c => c.Value * c.Key.Length)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Take(most);
        return [.. characters, .. longer];
    }

    /// <summary>How often each piece is expected when words are cut at random as probable.</summary>
    private static List<KeyValuePair<string, double>> Expected(
        UnigramLattice lattice,
        List<KeyValuePair<string, int>> words,
        CancellationToken cancellation
    )
    {
        var counts = new double[lattice.Pieces.Length];
        foreach (var (word, count) in words)
        {
            cancellation.ThrowIfCancellationRequested();
            lattice.Expect(word, count, counts);
        }
        return
        [
            .. lattice
                .Pieces.Select((piece, i) => KeyValuePair.Create(piece, Math.Max(counts[i], LeastCount)))
                .Where(c => c.Value > LeastCount || IsCharacter(c.Key)),
        ];
    }

    /// <summary>
    /// The characters and the pieces whose loss is greatest: how often a piece is expected times how much less probable the
    /// best way is to write it with others.
    /// </summary>
    private static List<KeyValuePair<string, double>> Pruned(
        UnigramLattice lattice,
        List<KeyValuePair<string, double>> counts,
        int most
    )
    {
        var losses = new List<(KeyValuePair<string, double> Piece, double Loss)>();
        for (var i = 0; i < counts.Count; i++)
            if (!IsCharacter(counts[i].Key))
                losses.Add(
                    (counts[i], counts[i].Value * (lattice.Scores[i] - lattice.Best(counts[i].Key, [], without: i)))
                );
        var characters = counts.Where(c => IsCharacter(c.Key)).ToList();
        return
        [
            .. characters,
            .. losses
                .OrderByDescending(l => l.Loss)
                .ThenBy(l => l.Piece.Key, StringComparer.Ordinal)
                .Take(Math.Max(0, most - characters.Count))
                .Select(l => l.Piece),
        ];
    }

    private static bool IsCharacter(string piece) =>
        piece.Length == 1 || (piece.Length == 2 && char.IsHighSurrogate(piece[0]));
}
