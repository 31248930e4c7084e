namespace Ninefold.Flows;

/// <summary>A candidate source and the name that the trace, the features and the card know it by.</summary>
public sealed record NamedSource(string Name, ICandidateSource Source);

/// <summary>
/// The union of several candidate lists: each item once, in the order it was first found, with its score and rank in
/// every source.
/// </summary>
public sealed class CandidateSet
{
    private readonly string[] sources;
    private readonly List<int> items = [];
    private readonly List<float> scores = [];
    private readonly List<int> ranks = [];

    internal CandidateSet(string[] sources, IReadOnlyList<ScoredItem>[] lists)
    {
        this.sources = sources;
        var rows = new Dictionary<int, int>();
        for (var source = 0; source < lists.Length; source++)
        for (var rank = 0; rank < lists[source].Count; rank++)
        {
            var (item, score) = lists[source][rank];
            if (!rows.TryGetValue(item, out var row))
            {
                rows.Add(item, row = items.Count);
                items.Add(item);
                for (var s = 0; s < sources.Length; s++)
                {
                    scores.Add(float.NaN);
                    ranks.Add(-1);
                }
            }
            scores[row * sources.Length + source] = score;
            ranks[row * sources.Length + source] = rank;
        }
    }

    /// <summary>How many different items were found.</summary>
    public int Count => items.Count;

    /// <summary>The names of the sources, in the order they were asked.</summary>
    public IReadOnlyList<string> Sources => sources;

    /// <summary>The candidate at a place.</summary>
    public Candidate this[int row] => new(this, row);

    /// <summary>All candidates, in the order they were first found.</summary>
    public IEnumerable<Candidate> All() => Enumerable.Range(0, Count).Select(row => new Candidate(this, row));

    internal int ItemAt(int row) => items[row];

    internal float ScoreAt(int row, string source) =>
        Column(source) is >= 0 and var column ? scores[row * sources.Length + column] : float.NaN;

    internal int RankAt(int row, string source) =>
        Column(source) is >= 0 and var column ? ranks[row * sources.Length + column] : -1;

    private int Column(string source) => Array.IndexOf(sources, source);
}

/// <summary>One item of a candidate set.</summary>
public readonly record struct Candidate(CandidateSet Set, int Row)
{
    /// <summary>The item's number.</summary>
    public int Item => Set.ItemAt(Row);

    /// <summary>Its score in a source; NaN where that source did not find it or was not asked.</summary>
    public float Score(string source) => Set.ScoreAt(Row, source);

    /// <summary>Its place in a source's list, from 0; −1 where that source did not find it.</summary>
    public int Rank(string source) => Set.RankAt(Row, source);

    /// <summary>The source that placed it best.</summary>
    public string BestSource()
    {
        var best = Set.Sources[0];
        foreach (var source in Set.Sources)
            if (Rank(source) >= 0 && (Rank(best) < 0 || Rank(source) < Rank(best)))
                best = source;
        return best;
    }
}
