using System.Text.Json.Serialization;

namespace Ninefold.Monitoring;

/// <summary>
/// How a feature (or a prediction) was distributed in training, as data that is saved with the release: what production
/// is compared with. See <see cref="NumericReference"/> and <see cref="CategoricalReference"/>.
/// </summary>
[JsonDerivedType(typeof(NumericReference), "numeric")]
[JsonDerivedType(typeof(CategoricalReference), "categorical")]
public abstract record ReferenceDistribution
{
    /// <summary>The name of what is distributed, such as <c>amount</c> or <c>prediction</c>.</summary>
    public required string Feature { get; init; }

    /// <summary>How many training values were missing.</summary>
    public required long Missing { get; init; }

    /// <summary>How many training values that were not missing fell into each bin.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>The share of training values that were missing, 0 to 1.</summary>
    [JsonIgnore]
    public double MissingShare => Missing == 0 ? 0 : (double)Missing / (Missing + Present);

    /// <summary>How many training values were not missing.</summary>
    [JsonIgnore]
    public long Present => Counts.Sum();
}
