namespace Ninefold.Text.Indexing;

/// <summary>How near each other a document has the words of a query: a feature for rankers (Tao and Zhai 2007).</summary>
/// <param name="Matched">How many different terms of the query the document has.</param>
/// <param name="Window">How many words the shortest stretch has that holds all of these once; 0 where there are none.</param>
public readonly record struct Proximity(int Matched, int Window)
{
    /// <summary>
    /// How dense the matches are, 0 to 1: 1 where the terms stand side by side, 0 where there are fewer than two and they
    /// cannot be near each other.
    /// </summary>
    public double Density => Matched < 2 ? 0 : (double)Matched / Window;

    /// <summary>Measures a document.</summary>
    /// <param name="terms">The terms of the query, as <see cref="TextAnalysis"/> has them; repeated ones count once.</param>
    /// <param name="document">The analysed words of one field.</param>
    public static Proximity Of(IEnumerable<string> terms, IReadOnlyList<AnalysedWord> document)
    {
        var wanted = terms.ToHashSet(StringComparer.Ordinal);
        List<AnalysedWord> places = [.. document.Where(w => wanted.Contains(w.Term)).OrderBy(w => w.Position)];
        var matched = places.Select(p => p.Term).Distinct(StringComparer.Ordinal).Count();
        var (within, window, first) = (new Dictionary<string, int>(StringComparer.Ordinal), int.MaxValue, 0);
        // The stretch grows to the right, and from the left loses what it holds again further on.
        foreach (var last in places)
        {
            within[last.Term] = within.GetValueOrDefault(last.Term) + 1;
            for (; within[places[first].Term] > 1; first++)
                within[places[first].Term]--;
            if (within.Count == matched)
                window = Math.Min(window, last.Position - places[first].Position + 1);
        }
        return new(matched, matched == 0 ? 0 : Math.Max(window, matched));
    }
}
