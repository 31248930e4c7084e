namespace Ninefold.Text.Indexing;

/// <summary>A piece of a text with the words that were searched marked.</summary>
/// <param name="Text">The piece; … stands where the text goes on.</param>
/// <param name="Marks">Where in the piece the words stand, in order, without overlap.</param>
public sealed record Snippet(string Text, IReadOnlyList<Mark> Marks)
{
    private const string More = "…";

    /// <summary>The piece with the most different words of those searched; null where the text has none of them.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="words">Its words.</param>
    /// <param name="wanted">The terms that were searched.</param>
    /// <param name="length">How many characters it may have at most, … not counted.</param>
    internal static Snippet? Of(string text, IReadOnlyList<AnalysedWord> words, IReadOnlySet<string> wanted, int length)
    {
        AnalysedWord[] found = [.. words.Where(w => wanted.Contains(w.Term))];
        if (found.Length == 0)
            return null;
        var (first, last) = Densest(found, length);
        // What is left of the length goes to both sides, as far as the text reaches.
        var (start, end) = (found[first].Start, Math.Min(text.Length, End(found[last])));
        var left = length - (end - start);
        if (left > 0)
        {
            start = Math.Max(0, Math.Max(start - (left / 2), Math.Min(start, end - length)));
            end = Math.Min(text.Length, start + length);
            start = Math.Max(0, Math.Min(start, end - length));
        }
        else
            end = start + length; // one word that is longer
        (start, end) = OnBounds(text, found[first], found[last], start, end);
        var prefix = start > 0 ? More : "";
        var marks = new List<Mark>();
        for (var i = 0; i < found.Length; i++)
        {
            var from = Math.Max(found[i].Start, marks.Count > 0 ? marks[^1].End + start - prefix.Length : start);
            var to = Math.Min(End(found[i]), end);
            if (from < to && found[i].Start >= start)
                marks.Add(new(from - start + prefix.Length, to - from));
        }
        return new(prefix + text[start..end] + (end < text.Length ? More : ""), marks);
    }

    private static int End(AnalysedWord word) => word.Start + word.Length;

    /// <summary>The window of words within the length that has the most different terms; of several the one with most words, then the first.</summary>
    private static (int First, int Last) Densest(AnalysedWord[] found, int length)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var (best, value, first) = ((First: 0, Last: 0), (Terms: 0, Words: 0), 0);
        for (var last = 0; last < found.Length; last++)
        {
            counts[found[last].Term] = counts.GetValueOrDefault(found[last].Term) + 1;
            for (; first < last && End(found[last]) - found[first].Start > length; first++)
                if (--counts[found[first].Term] == 0)
                    counts.Remove(found[first].Term);
            var own = (counts.Count, last - first + 1);
            if (own.CompareTo(value) > 0)
                (best, value) = ((first, last), own);
        }
        return best;
    }

    /// <summary>Cuts between words, not within: the ends move inwards, but not into the words that were found.</summary>
    private static (int Start, int End) OnBounds(string text, AnalysedWord first, AnalysedWord last, int start, int end)
    {
        while (start > 0 && start < first.Start && !char.IsWhiteSpace(text[start - 1]))
            start++;
        while (end < text.Length && end > End(last) && !char.IsWhiteSpace(text[end]))
            end--;
        while (start < first.Start && char.IsWhiteSpace(text[start]))
            start++;
        while (end > End(last) && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end < text.Length && end > start && char.IsHighSurrogate(text[end - 1]))
            end--;
        return (start, end);
    }
}

/// <summary>A place in a text.</summary>
/// <param name="Start">The first character.</param>
/// <param name="Length">How many.</param>
public readonly record struct Mark(int Start, int Length)
{
    internal int End => Start + Length;
}
