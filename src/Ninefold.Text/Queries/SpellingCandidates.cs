namespace Ninefold.Text.Queries;

/// <summary>
/// The words within two slips of a typed one: two words that are near become equal when a letter or two are dropped from
/// both, so that all drops of the words' first letters are kept, and those of the typed word looked up.
/// </summary>
internal sealed class SpellingCandidates
{
    private const int Prefix = 7;
    private const int TwoEditsFrom = 6;
    private const int OneEditFrom = 2;
    private const int Longest = 40;
    private readonly string[] words;
    private readonly Dictionary<string, List<int>> byDrop = new(StringComparer.Ordinal);

    public SpellingCandidates(IEnumerable<string> words)
    {
        this.words = [.. words.Where(CanBeWrong).Order(StringComparer.Ordinal)];
        for (var i = 0; i < this.words.Length; i++)
            foreach (var drop in Drops(this.words[i], 2))
            {
                if (!byDrop.TryGetValue(drop, out var own))
                    byDrop[drop] = own = [];
                own.Add(i);
            }
    }

    /// <summary>Words other than the typed one; up to five letters one slip away, from six on two.</summary>
    public IEnumerable<(string Word, int Edits)> Near(string typed)
    {
        if (!CanBeWrong(typed))
            yield break;
        var most = typed.Length < TwoEditsFrom ? 1 : 2;
        var seen = new HashSet<int>();
        foreach (var drop in Drops(typed, most))
        foreach (var i in byDrop.GetValueOrDefault(drop) ?? [])
            if (seen.Add(i) && words[i] != typed && Distance(typed, words[i], most) is { } edits)
                yield return (words[i], edits);
    }

    /// <summary>
    /// The number of letters dropped, added, changed or swapped with their neighbour (Damerau and Levenshtein, each place
    /// changed once); null where it is above the most.
    /// </summary>
    internal static int? Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return null;
        var (before, last, next) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var least = next[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                next[j] = Math.Min(Math.Min(last[j], next[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
                least = Math.Min(least, next[j]);
            }
            if (least > most)
                return null;
            (before, last, next) = (last, next, before);
        }
        return last[b.Length] <= most ? last[b.Length] : null;
    }

    /// <summary>Numbers are not corrected, nor single letters.</summary>
    private static bool CanBeWrong(string word) =>
        word.Length is >= OneEditFrom and <= Longest && !word.Any(char.IsDigit);

    private static HashSet<string> Drops(string word, int most)
    {
        var drops = new HashSet<string>(StringComparer.Ordinal) { word.Length > Prefix ? word[..Prefix] : word };
        var last = drops.ToList();
        for (var dropped = 0; dropped < most; dropped++)
            last =
            [
                .. last.SelectMany(w => Enumerable.Range(0, w.Length).Select(i => w.Remove(i, 1))).Where(drops.Add),
            ];
        return drops;
    }
}
