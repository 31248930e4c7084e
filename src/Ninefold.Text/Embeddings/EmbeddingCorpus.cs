namespace Ninefold.Text.Embeddings;

/// <summary>Sentences as numbers of words, the most frequent word first; rare words are left out.</summary>
/// <param name="Words">The words by number; equally frequent ones by their characters.</param>
/// <param name="Counts">How often each occurs.</param>
/// <param name="Sentences">The words of each sentence in order.</param>
internal sealed record EmbeddingCorpus(string[] Words, int[] Counts, int[][] Sentences)
{
    /// <param name="sentences">The words of each.</param>
    /// <param name="least">How often a word must occur.</param>
    /// <param name="part">Who asks, for the message.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ArgumentException">No word occurs often enough.</exception>
    public static EmbeddingCorpus Of(
        IEnumerable<IReadOnlyList<string>> sentences,
        int least,
        string part,
        CancellationToken cancellation
    )
    {
        var (ids, counts, read) = (
            new Dictionary<string, int>(StringComparer.Ordinal),
            new List<int>(),
            new List<int[]>()
        );
        foreach (var sentence in sentences)
        {
            cancellation.ThrowIfCancellationRequested();
            var own = new int[sentence.Count];
            for (var i = 0; i < own.Length; i++)
            {
                if (!ids.TryGetValue(sentence[i], out own[i]))
                {
                    ids.Add(sentence[i], own[i] = counts.Count);
                    counts.Add(0);
                }
                counts[own[i]]++;
            }
            read.Add(own);
        }
        var kept = ids.Where(w => counts[w.Value] >= least)
            .OrderByDescending(w => counts[w.Value])
            .ThenBy(w => w.Key, StringComparer.Ordinal)
            .ToList();
        if (kept.Count == 0)
            throw new ArgumentException(
                $"{part}: at least one word must occur {least} times or more, but of {ids.Count} different ones none does."
            );
        var places = Enumerable.Repeat(-1, counts.Count).ToArray();
        for (var i = 0; i < kept.Count; i++)
            places[kept[i].Value] = i;
        return new(
            [.. kept.Select(w => w.Key)],
            [.. kept.Select(w => counts[w.Value])],
            [.. read.Select(s => s.Select(w => places[w]).Where(w => w >= 0).ToArray())]
        );
    }
}
