namespace Ninefold.Text.Indexing;

/// <summary>What an index found.</summary>
/// <param name="Hits">The documents asked for, best first; equal scores in the order they were indexed.</param>
/// <param name="Total">How many documents match.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchHit> Hits, int Total)
{
    /// <summary>The values of each facet that was asked for, most frequent first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; } =
        new Dictionary<string, IReadOnlyList<FacetCount>>();

    /// <summary>Set where less was demanded of the documents than was asked, since none had it all.</summary>
    public Relaxation? Relaxation { get; init; }

    /// <summary>Why nothing was found, as a sentence; null where something was.</summary>
    public string? Reason { get; init; }

    /// <summary>Set where a query was too long to be used whole: a sentence.</summary>
    public string? Shortened { get; init; }
}

/// <summary>A document that was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">Above 0; of a meaning only beside the others of the same query.</param>
/// <param name="Document">As it was indexed; its id alone where the documents were not asked for.</param>
public sealed record SearchHit(string Id, double Score, TextDocument Document)
{
    /// <summary>For each text field with words of the query its best piece; empty where none was asked for.</summary>
    public IReadOnlyDictionary<string, Snippet> Snippets { get; init; } = new Dictionary<string, Snippet>();

    /// <summary>What the score is the sum of, largest first; empty where it was not asked for.</summary>
    public IReadOnlyList<Contribution> Contributions { get; init; } = [];
}

/// <summary>What a piece of the query found in a field adds to the score.</summary>
/// <param name="Field">The text field.</param>
/// <param name="Words">The piece of the query, or the alternative that was found for it.</param>
/// <param name="Score">What it adds, boosts included.</param>
public sealed record Contribution(string Field, string Words, double Score);

/// <summary>A value of a keyword field and how many of the documents found have it.</summary>
public sealed record FacetCount(string Value, int Count);

/// <summary>What was given up so that something is found.</summary>
/// <param name="Asked">How many pieces the query has.</param>
/// <param name="Required">How many a document needed to have, 1 to <paramref name="Asked"/>.</param>
/// <param name="Unknown">The pieces that no document has.</param>
/// <param name="PhrasesAsWords">Whether the words of a phrase were let stand apart.</param>
public sealed record Relaxation(int Asked, int Required, IReadOnlyList<string> Unknown, bool PhrasesAsWords)
{
    /// <summary>The same as a sentence.</summary>
    public override string ToString() =>
        string.Join(
            ' ',
            new[]
            {
                PhrasesAsWords
                    ? "No document has the words in quotes beside each other: they were searched apart."
                    : null,
                Required < Asked ? $"No document has all {Asked} words: these have {Required} of them." : null,
                Unknown.Count > 0 ? $"No document has {string.Join(", ", Unknown.Select(u => $"'{u}'"))}." : null,
            }.OfType<string>()
        );
}
