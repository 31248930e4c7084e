using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// How frequent the category was in training, as a share of all rows, 0 to 1: one column for however many categories.
/// An unseen category is 0, a missing value NaN.
/// </summary>
public sealed record CountEncoding : CategoricalEncoder
{
    /// <inheritdoc/>
    public override CategoricalEncoding Fit(IReadOnlyList<string?> values) =>
        new FrequencyEncoding(
            Count(values).ToDictionary(c => c.Category, c => (float)c.Count / values.Count, StringComparer.Ordinal)
        );
}

/// <summary>One column: the category's share of the training rows.</summary>
/// <param name="Shares">In (0, 1], by category.</param>
public sealed record FrequencyEncoding(IReadOnlyDictionary<string, float> Shares) : CategoricalEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [""];

    /// <inheritdoc/>
    public override void Encode(string? value, Span<float> columns) =>
        columns[0] = value is null ? float.NaN : Shares.GetValueOrDefault(value);
}
