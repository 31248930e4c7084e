using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ninefold.Text.Unicode;

namespace Ninefold.Text.Tokenizers;

/// <summary>
/// Text to tokens for neural models: normal form, special tokens, pieces, model. Special tokens stand in the text as they
/// are written, and are numbered after the model's.
/// </summary>
/// <param name="Model">Cuts pieces into tokens.</param>
/// <param name="Form">The normal form that text is brought into first.</param>
/// <param name="LowerCase">Whether capital letters are made small.</param>
/// <param name="SpecialTokens">Such as <c>[CLS]</c>; not empty, each once.</param>
public sealed record Tokenizer(
    ITokenModel Model,
    NormalForm Form = NormalForm.C,
    bool LowerCase = false,
    params IReadOnlyList<string> SpecialTokens
)
{
    private readonly Regex? special =
        SpecialTokens.Count == 0 ? null
        : SpecialTokens.Contains("") || SpecialTokens.Distinct().Count() < SpecialTokens.Count
            ? throw new ArgumentException(
                $"Special tokens must differ and not be empty, got [{string.Join(", ", SpecialTokens)}]."
            )
        : new(
            $"({string.Join('|', SpecialTokens.OrderByDescending(t => t.Length).Select(Regex.Escape))})",
            RegexOptions.CultureInvariant
        );

    /// <summary>How many tokens there are, special ones included.</summary>
    [JsonIgnore]
    public int Count => Model.Count + SpecialTokens.Count;

    /// <summary>The number of a special token.</summary>
    /// <exception cref="ArgumentException">It is not one of <see cref="SpecialTokens"/>.</exception>
    public int IdOf(string special)
    {
        for (var i = 0; i < SpecialTokens.Count; i++)
            if (SpecialTokens[i] == special)
                return Model.Count + i;
        throw new ArgumentException(
            $"The special token must be one of [{string.Join(", ", SpecialTokens)}], got '{special}'."
        );
    }

    /// <summary>The text as tokens see it.</summary>
    public string Normalize(string text)
    {
        var normal = UnicodeNormalizer.Normalize(text, Form);
        return LowerCase ? normal.ToLowerInvariant() : normal;
    }

    /// <summary>The tokens of a text.</summary>
    public int[] Encode(string text)
    {
        var tokens = new List<int>();
        foreach (var part in special is null ? [text] : special.Split(text))
            if (SpecialTokens.Contains(part))
                tokens.Add(IdOf(part));
            else
                foreach (var piece in Model.Split(Normalize(part)))
                    Model.Encode(piece, tokens);
        return [.. tokens];
    }

    /// <summary>The text of tokens.</summary>
    /// <param name="tokens">Numbers from 0 to <see cref="Count"/>.</param>
    /// <param name="withSpecial">Whether special tokens are written; else they are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is not one of them.</exception>
    public string Decode(IEnumerable<int> tokens, bool withSpecial = true)
    {
        var (text, run) = (new System.Text.StringBuilder(), new List<int>());
        foreach (var token in tokens)
            if (token >= Model.Count && token < Count)
            {
                text.Append(Model.Decode(run)).Append(withSpecial ? SpecialTokens[token - Model.Count] : "");
                run.Clear();
            }
            else
                run.Add(token);
        return text.Append(Model.Decode(run)).ToString();
    }
}
