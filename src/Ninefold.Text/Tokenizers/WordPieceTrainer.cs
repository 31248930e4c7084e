using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Tokenizers;

/// <summary>
/// WordPiece (Schuster and Nakajima 2012): as byte-pair encoding, but over characters, and the pair is joined that makes
/// the texts likeliest, which is the one with the largest count beside those of its parts.
/// </summary>
public sealed record WordPieceTrainer : ITrainer<IEnumerable<string>, WordPieceModel>
{
    /// <inheritdoc/>
    public string Name => "word-piece";

    /// <summary>How many tokens are wanted, at least 2; all characters are tokens, even where they are more.</summary>
    public int Tokens { get; init; } = 4096;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public WordPieceModel Fit(IEnumerable<string> data, TrainingContext context)
    {
        Parameters.Check(nameof(WordPieceTrainer), Parameters.AtLeast(Tokens, 2));
        var words = data.SelectMany(WordPieceModel.Words).CountBy(w => w, StringComparer.Ordinal).ToList();
        var vocabulary = new List<string> { TokenVocabulary.Unknown };
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        int IdOf(string token)
        {
            if (!ids.TryGetValue(token, out var id))
            {
                ids.Add(token, id = vocabulary.Count);
                vocabulary.Add(token);
            }
            return id;
        }
        var pieces = words.Select(w => (WordPieceModel.Letters(w.Key).Select(IdOf).ToArray(), w.Value)).ToList();
        var merges = PairMerges.Learn(
            pieces,
            vocabulary.Count,
            Math.Max(0, Tokens - vocabulary.Count),
            byLikelihood: true,
            context.Cancellation
        );
        foreach (var (left, right) in merges)
            vocabulary.Add(vocabulary[left] + vocabulary[right][WordPieceModel.Inner.Length..]);
        return new(vocabulary);
    }
}

/// <summary>Cuts words greedily into the longest tokens from the left. Blanks are not kept: decoding sets one between words.</summary>
/// <param name="Vocabulary">The tokens by number, the first <c>[UNK]</c>; those within words begin with ##.</param>
public sealed record WordPieceModel(IReadOnlyList<string> Vocabulary) : ITokenModel
{
    internal const string Inner = "##";

    private static readonly Regex Word = new(
        @"[\p{L}\p{M}]+|\p{N}+|[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\s\p{L}\p{M}\p{N}]",
        RegexOptions.CultureInvariant
    );

    private readonly Lazy<Dictionary<string, int>> ids = new(() => TokenVocabulary.Ids(Vocabulary));

    /// <inheritdoc/>
    [JsonIgnore]
    public int Count => Vocabulary.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Split(string text) => Words(text);

    internal static IEnumerable<string> Words(string text) => Word.Matches(text).Select(m => m.Value);

    internal static IEnumerable<string> Letters(string word) =>
        CharacterModel.Characters(word).Select((c, i) => i == 0 ? c : Inner + c);

    /// <inheritdoc/>
    public void Encode(string piece, List<int> tokens)
    {
        var own = new List<int>();
        for (var start = 0; start < piece.Length; )
        {
            var (end, found) = (piece.Length, -1);
            for (; end > start && found < 0; end--)
                found = ids.Value.GetValueOrDefault((start > 0 ? Inner : "") + piece[start..end], -1);
            if (found < 0)
            {
                tokens.Add(ids.Value[TokenVocabulary.Unknown]);
                return;
            }
            own.Add(found);
            start = end + 1;
        }
        tokens.AddRange(own);
    }

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens)
    {
        var text = new System.Text.StringBuilder();
        foreach (var token in tokens)
        {
            var own = Vocabulary[TokenVocabulary.Checked(token, Count)];
            if (own.StartsWith(Inner, StringComparison.Ordinal))
                text.Append(own.AsSpan(Inner.Length));
            else
                text.Append(text.Length > 0 ? " " : "").Append(own);
        }
        return text.ToString();
    }
}
