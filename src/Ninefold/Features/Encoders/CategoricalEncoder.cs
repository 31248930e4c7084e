using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// How a categorical feature becomes columns: an immutable, validated recipe that is fitted on the training part only.
/// </summary>
public abstract record CategoricalEncoder
{
    /// <summary>Learns what the recipe leaves open (the categories, their frequencies).</summary>
    /// <param name="values">The feature over the training part; null is a missing value.</param>
    public abstract CategoricalEncoding Fit(IReadOnlyList<string?> values);

    /// <summary>The distinct categories with their counts, most frequent first, ties in ordinal order.</summary>
    private protected static List<(string Category, int Count)> Count(IReadOnlyList<string?> values)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values)
            if (value is not null)
                counts[value] = counts.GetValueOrDefault(value) + 1;
        return
        [
            .. counts
                .OrderByDescending(c => c.Value)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => (c.Key, c.Value)),
        ];
    }
}

/// <summary>A fitted <see cref="CategoricalEncoder"/>: plain data, the same for training and serving.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(OneHotEncoding), "one-hot")]
[JsonDerivedType(typeof(OrdinalEncoding), "ordinal")]
[JsonDerivedType(typeof(FrequencyEncoding), "frequency")]
[JsonDerivedType(typeof(HashEncoding), "hash")]
public abstract record CategoricalEncoding
{
    /// <summary>One entry a column: what follows the feature's name in the column's name; empty for a lone column.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Whether its column holds category codes 0, 1, 2 … rather than a quantity.</summary>
    [JsonIgnore]
    public virtual bool HoldsCodes => false;

    /// <summary>Writes one value's columns. Allocates nothing; safe for concurrent use.</summary>
    /// <param name="value">Null where it is missing; a category that training did not see is allowed.</param>
    /// <param name="columns">As many as <see cref="Columns"/>.</param>
    public abstract void Encode(string? value, Span<float> columns);
}
