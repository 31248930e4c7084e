using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// How a numeric feature becomes columns: an immutable, validated recipe that is fitted on the training part only.
/// </summary>
public abstract record NumericEncoder
{
    /// <summary>Learns what the recipe leaves open (a mean, quantiles).</summary>
    /// <param name="values">The feature over the training part; NaN is a missing value, all others are finite.</param>
    public abstract NumericEncoding Fit(ReadOnlySpan<float> values);
}

/// <summary>A fitted <see cref="NumericEncoder"/>: plain data, the same for training and serving.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(LinearEncoding), "linear")]
[JsonDerivedType(typeof(BucketEncoding), "buckets")]
[JsonDerivedType(typeof(CyclicalEncoding), "cyclical")]
[JsonDerivedType(typeof(ImputedEncoding), "imputed")]
public abstract record NumericEncoding
{
    /// <summary>One entry a column: what follows the feature's name in the column's name; empty for a lone column.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Writes one value's columns. Allocates nothing; safe for concurrent use.</summary>
    /// <param name="value">Finite, or NaN where it is missing.</param>
    /// <param name="columns">As many as <see cref="Columns"/>.</param>
    public abstract void Encode(float value, Span<float> columns);
}
