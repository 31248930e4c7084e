using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Tokenizers;

/// <summary>A token a character: the most frequent ones of the texts, and <c>[UNK]</c> for all others.</summary>
public sealed record CharacterTrainer : ITrainer<IEnumerable<string>, CharacterModel>
{
    /// <inheritdoc/>
    public string Name => "character";

    /// <summary>How many tokens are wanted at most, at least 2.</summary>
    public int Tokens { get; init; } = 4096;

    /// <summary>How often a character must occur, at least 1.</summary>
    public int Least { get; init; } = 1;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Parameters are out of range; all faults are named.</exception>
    public CharacterModel Fit(IEnumerable<string> data, TrainingContext context)
    {
        Parameters.Check(nameof(CharacterTrainer), Parameters.AtLeast(Tokens, 2), Parameters.AtLeast(Least, 1));
        return new(
            TokenVocabulary.Ranked(data.SelectMany(CharacterModel.Characters), Tokens, Least, context.Cancellation)
        );
    }
}

/// <summary>Every character is a token, blanks too; one of two UTF-16 units is one character.</summary>
/// <param name="Vocabulary">The tokens by number, the first <c>[UNK]</c>.</param>
public sealed record CharacterModel(IReadOnlyList<string> Vocabulary) : ITokenModel
{
    private readonly Lazy<Dictionary<string, int>> ids = new(() => TokenVocabulary.Ids(Vocabulary));

    /// <inheritdoc/>
    [JsonIgnore]
    public int Count => Vocabulary.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Split(string text) => text.Length > 0 ? [text] : [];

    internal static IEnumerable<string> Characters(string text) => text.EnumerateRunes().Select(r => r.ToString());

    /// <inheritdoc/>
    public void Encode(string piece, List<int> tokens) =>
        tokens.AddRange(Characters(piece).Select(c => ids.Value.GetValueOrDefault(c)));

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens) =>
        string.Concat(tokens.Select(token => Vocabulary[TokenVocabulary.Checked(token, Count)]));
}
