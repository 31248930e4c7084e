namespace Ninefold.Monitoring;

/// <summary>The distribution of a category: a bin for each frequent one and a last bin for all others.</summary>
public sealed record CategoricalReference : ReferenceDistribution
{
    /// <summary>The categories that have a bin, in ordinal order.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Fits to training values.</summary>
    /// <param name="feature">Its name.</param>
    /// <param name="values">Null is missing; at least one is not.</param>
    /// <param name="mostCategories">
    /// How many of the most frequent get a bin. Rarer ones fall into the last bin and are then told from unseen ones by
    /// their share alone.
    /// </param>
    /// <exception cref="ArgumentException">All values are missing.</exception>
    public static CategoricalReference Fit(string feature, IEnumerable<string?> values, int mostCategories = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostCategories, 1);
        var counts = new Dictionary<string, long>();
        long missing = 0;
        foreach (var value in values)
            if (value is null)
                missing++;
            else
                counts[value] = counts.GetValueOrDefault(value) + 1;
        if (counts.Count == 0)
            throw new ArgumentException($"The training values of '{feature}' must not all be missing.", nameof(values));
        string[] kept =
        [
            .. counts
                .OrderByDescending(c => c.Value)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Take(mostCategories)
                .Select(c => c.Key)
                .Order(StringComparer.Ordinal),
        ];
        return new()
        {
            Feature = feature,
            Missing = missing,
            Categories = kept,
            Counts = [.. kept.Select(c => counts[c]), counts.Values.Sum() - kept.Sum(c => counts[c])],
        };
    }
}
