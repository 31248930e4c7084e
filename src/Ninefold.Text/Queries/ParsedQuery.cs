using Ninefold.Text.Unicode;

namespace Ninefold.Text.Queries;

/// <summary>
/// A query taken apart: words, <c>"phrases in quotes"</c>, beginnings <c>foo*</c> and near spellings <c>foo~</c>.
/// Everything is a query: a quote without its partner, and signs that stand alone, are text.
/// </summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Clauses">Its pieces, in order.</param>
public sealed record ParsedQuery(string Text, IReadOnlyList<QueryClause> Clauses)
{
    /// <summary>So many characters of a query are read; what follows is not.</summary>
    public const int Longest = 20_000;

    /// <summary>A beginning of fewer letters is taken as a word: it would be nearly every word.</summary>
    private const int ShortestPrefix = 2;

    /// <summary>The words alone, phrases included, in order.</summary>
    public IEnumerable<string> Words =>
        Clauses.SelectMany(c => c.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Takes a query apart. Never fails.</summary>
    public static ParsedQuery Parse(string text)
    {
        var normal = UnicodeNormalizer.Normalize(text.Length > Longest ? text[..Longest] : text, NormalForm.C);
        normal = normal.Replace('“', '"').Replace('”', '"').Replace('„', '"').Replace('«', '"').Replace('»', '"');
        var clauses = new List<QueryClause>();
        for (var at = 0; at < normal.Length; )
        {
            var open = normal.IndexOf('"', at);
            var close = open < 0 ? -1 : normal.IndexOf('"', open + 1);
            clauses.AddRange(Pieces(normal[at..(close < 0 ? normal.Length : open)]));
            if (close < 0)
                break;
            var phrase = normal[(open + 1)..close].Trim();
            if (phrase.Length > 0)
                clauses.Add(new(phrase.Any(char.IsWhiteSpace) ? ClauseKind.Phrase : ClauseKind.Word, phrase));
            at = close + 1;
        }
        return new(text, clauses);
    }

    /// <summary>A query is its text, taken apart.</summary>
    public static implicit operator ParsedQuery(string text) => Parse(text);

    private static IEnumerable<QueryClause> Pieces(string text)
    {
        foreach (var raw in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = raw.Trim('"');
            var bare = word.TrimEnd('*', '~', '1', '2');
            var sign = word.Length > bare.Length ? word[bare.Length..] : "";
            if (sign is "*" && bare.Count(char.IsLetterOrDigit) >= ShortestPrefix)
                yield return new(ClauseKind.Prefix, bare);
            else if (sign is "~" or "~1" or "~2" && bare.Any(char.IsLetterOrDigit))
                yield return new(ClauseKind.Fuzzy, bare);
            else if (word.Length > 0)
                yield return new(ClauseKind.Word, word);
        }
    }
}
