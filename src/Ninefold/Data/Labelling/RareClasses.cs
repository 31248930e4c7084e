namespace Ninefold.Data.Labelling;

/// <summary>
/// Merges classes or categories that are too rare to be learned into one. Which are rare is learned from the training part
/// only; one that training did not see is rare.
/// </summary>
/// <param name="MinimumCount">A class with fewer examples is rare; at least 1.</param>
/// <param name="MinimumShare">And so is one with a smaller share of the known values; 0 to 1.</param>
/// <param name="Other">The name of what they become; a class of that name is always merged.</param>
public sealed record RareClasses(int MinimumCount, double MinimumShare = 0, string Other = "other")
{
    /// <summary>A class with fewer examples is rare.</summary>
    public int MinimumCount { get; } =
        MinimumCount >= 1
            ? MinimumCount
            : throw new ArgumentOutOfRangeException(
                nameof(MinimumCount),
                MinimumCount,
                "The least count of a class must be at least 1."
            );

    /// <summary>A class with a smaller share is rare.</summary>
    public double MinimumShare { get; } =
        MinimumShare is >= 0 and <= 1
            ? MinimumShare
            : throw new ArgumentOutOfRangeException(
                nameof(MinimumShare),
                MinimumShare,
                "The least share of a class must be 0 to 1."
            );

    /// <summary>Learns which classes stay.</summary>
    /// <param name="values">The training part; null is a missing value and counts for nothing.</param>
    public MergedClasses Fit(IEnumerable<string?> values)
    {
        var counts = values.OfType<string>().CountBy(value => value, StringComparer.Ordinal).ToList();
        var total = counts.Sum(c => (long)c.Value);
        return new(
            [
                .. counts
                    .Where(c => c.Value >= MinimumCount && c.Value >= MinimumShare * total && c.Key != Other)
                    .Select(c => c.Key)
                    .Order(StringComparer.Ordinal),
            ],
            Other
        );
    }
}

/// <summary>Which classes stay as they are: plain data, the same for training and serving.</summary>
/// <param name="Kept">Distinct, in ordinal order.</param>
/// <param name="Other">What all others become.</param>
public sealed record MergedClasses(IReadOnlyList<string> Kept, string Other)
{
    private readonly HashSet<string> kept = new(Kept, StringComparer.Ordinal);

    /// <summary>The class after merging; null, a missing value, stays null.</summary>
    public string? Of(string? value) =>
        value is null ? null
        : kept.Contains(value) ? value
        : Other;
}
