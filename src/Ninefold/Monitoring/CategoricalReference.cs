namespace Ninefold.Monitoring;

/// <summary>The distribution of a category: a bin for each frequent one and a last bin for all others.</summary>
public sealed record CategoricalReference : ReferenceDistribution
{
    /// <summary>The categories that have a bin, in ordinal order.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The rarer ones, which share the last bin, in ordinal order: known, and so not unseen.</summary>
    public required IReadOnlyList<string> Rare { get; init; }

    /// <summary>Fits to training values.</summary>
    /// <param name="feature">Its name.</param>
    /// <param name="values">Null is missing; at least one is not.</param>
    /// <param name="bins">How many of the most frequent get a bin; with more, chance alone looks like drift.</param>
    /// <param name="known">How many are remembered in all; the rarest beyond count as unseen.</param>
    /// <exception cref="ArgumentException">All values are missing.</exception>
    public static CategoricalReference Fit(
        string feature,
        IEnumerable<string?> values,
        int bins = 20,
        int known = 10_000
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var counts = new Dictionary<string, long>();
        long missing = 0;
        foreach (var value in values)
            if (value is null)
                missing++;
            else
                counts[value] = counts.GetValueOrDefault(value) + 1;
        if (counts.Count == 0)
            throw new ArgumentException($"The training values of '{feature}' must not all be missing.", nameof(values));
        string[] byCount =
        [
            .. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key),
        ];
        string[] frequent = [.. byCount.Take(bins).Order(StringComparer.Ordinal)];
        return new()
        {
            Feature = feature,
            Missing = missing,
            Categories = frequent,
            Rare = [.. byCount.Take(known).Skip(bins).Order(StringComparer.Ordinal)],
            Counts = [.. frequent.Select(c => counts[c]), byCount.Skip(bins).Sum(c => counts[c])],
        };
    }
}
