using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Tokenizers;

/// <summary>A token a word: the most frequent words of the texts, and <c>[UNK]</c> for all others.</summary>
public sealed record WordTrainer : ITrainer<IEnumerable<string>, WordModel>
{
    /// <inheritdoc/>
    public string Name => "word";

    /// <summary>How many tokens are wanted at most, at least 2.</summary>
    public int Tokens { get; init; } = 30_000;

    /// <summary>How often a word must occur, at least 1.</summary>
    public int Least { get; init; } = 1;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Parameters are out of range; all faults are named.</exception>
    public WordModel Fit(IEnumerable<string> data, TrainingContext context)
    {
        Parameters.Check(nameof(WordTrainer), Parameters.AtLeast(Tokens, 2), Parameters.AtLeast(Least, 1));
        return new(TokenVocabulary.Ranked(data.SelectMany(WordPieceModel.Words), Tokens, Least, context.Cancellation));
    }
}

/// <summary>Words, numbers and single signs are tokens. Blanks are not kept: decoding sets one between words.</summary>
/// <param name="Vocabulary">The tokens by number, the first <c>[UNK]</c>.</param>
public sealed record WordModel(IReadOnlyList<string> Vocabulary) : ITokenModel
{
    private readonly Lazy<Dictionary<string, int>> ids = new(() => TokenVocabulary.Ids(Vocabulary));

    /// <inheritdoc/>
    [JsonIgnore]
    public int Count => Vocabulary.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Split(string text) => WordPieceModel.Words(text);

    /// <inheritdoc/>
    public void Encode(string piece, List<int> tokens) => tokens.Add(ids.Value.GetValueOrDefault(piece));

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens) =>
        string.Join(' ', tokens.Select(token => Vocabulary[TokenVocabulary.Checked(token, Count)]));
}
