namespace Ninefold.Text.Tokenizers;

/// <summary>What models have in common whose tokens are a list.</summary>
internal static class TokenVocabulary
{
    /// <summary>The token of what has no other, the first of its vocabulary.</summary>
    public const string Unknown = "[UNK]";

    /// <summary><see cref="Unknown"/> and the most frequent pieces after it; of equal ones the first by their characters.</summary>
    /// <param name="pieces">All pieces, repeated as often as they occur.</param>
    /// <param name="most">How many tokens at most.</param>
    /// <param name="least">How often a piece must occur.</param>
    /// <param name="cancellation">Ends the counting.</param>
    public static List<string> Ranked(
        IEnumerable<string> pieces,
        int most,
        int least,
        CancellationToken cancellation
    ) =>
        [
            Unknown,
            .. pieces
                .Select(piece =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    return piece;
                })
                .CountBy(p => p, StringComparer.Ordinal)
                .Where(p => p.Value >= least && p.Key != Unknown)
                .OrderByDescending(p => p.Value)
                .ThenBy(p => p.Key, StringComparer.Ordinal)
                .Take(most - 1)
                .Select(p => p.Key),
        ];

    /// <summary>The number of each token; of equal ones the first.</summary>
    public static Dictionary<string, int> Ids(IReadOnlyList<string> tokens)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
            ids.TryAdd(tokens[i], i);
        return ids;
    }

    /// <exception cref="ArgumentOutOfRangeException">The token is not one of so many.</exception>
    public static int Checked(int token, int count) =>
        token >= 0 && token < count
            ? token
            : throw new ArgumentOutOfRangeException(
                nameof(token),
                $"A token must be from 0 to {count - 1}, got {token}."
            );
}
