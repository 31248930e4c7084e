namespace Ninefold.Text.Tokenizers;

/// <summary>What n-grams are made of.</summary>
public enum NGramKind
{
    /// <summary>Words that follow each other.</summary>
    Words,

    /// <summary>Characters within a word and the blanks around it.</summary>
    Characters,
}

/// <summary>Pieces of a text that follow each other, so many at a time.</summary>
/// <param name="Kind">What they are made of.</param>
/// <param name="Shortest">The fewest in a piece, at least 1.</param>
/// <param name="Longest">The most, at least <see cref="Shortest"/>.</param>
public sealed record NGrams(NGramKind Kind = NGramKind.Words, int Shortest = 1, int Longest = 2)
{
    /// <summary>What they are made of.</summary>
    public NGramKind Kind { get; } =
        Enum.IsDefined(Kind) && Shortest >= 1 && Longest >= Shortest
            ? Kind
            : throw new ArgumentException(
                $"{nameof(NGrams)}: Kind must be one of {string.Join(", ", Enum.GetNames<NGramKind>())}, got {Kind}, "
                    + $"Shortest at least 1, got {Shortest}, and Longest at least as much, got {Longest}."
            );

    /// <summary>The n-grams of a text, shorter ones first within what they are made of; repeated where they repeat.</summary>
    /// <param name="text">Any text; capital letters are taken as small ones. Words are letters, numbers or single signs.</param>
    public IEnumerable<string> Of(string text)
    {
        var words = WordPieceModel.Words(text.ToLowerInvariant());
        return Kind == NGramKind.Words
            ? Runs([.. words], " ")
            : words.SelectMany(word => Runs([.. CharacterModel.Characters($" {word} ")], ""));
    }

    private IEnumerable<string> Runs(string[] pieces, string between)
    {
        for (var length = Shortest; length <= Math.Min(Longest, pieces.Length); length++)
        for (var start = 0; start + length <= pieces.Length; start++)
            yield return string.Join(between, pieces, start, length);
    }
}
