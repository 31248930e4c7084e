using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// One column of category codes, for trees and embeddings: 1, 2, 3 … by falling frequency, 0 for all other categories
/// (rare or unseen), NaN where the value is missing.
/// </summary>
/// <param name="MaxCategories">How many categories have their own code, 1 to 1,000,000.</param>
public sealed record Ordinal(int MaxCategories = 1000) : CategoricalEncoder
{
    /// <summary>How many categories have their own code.</summary>
    public int MaxCategories { get; } =
        MaxCategories is >= 1 and <= 1_000_000
            ? MaxCategories
            : throw new ArgumentOutOfRangeException(
                nameof(MaxCategories),
                $"Ordinal takes 1 to 1000000 categories, got {MaxCategories}."
            );

    /// <inheritdoc/>
    public override CategoricalEncoding Fit(IReadOnlyList<string?> values) =>
        new OrdinalEncoding([.. Count(values).Take(MaxCategories).Select(c => c.Category)]);
}

/// <summary>One column of codes: 1 + the category's place, 0 for others.</summary>
public sealed record OrdinalEncoding : CategoricalEncoding
{
    private readonly Dictionary<string, int> codes;

    /// <param name="categories">Distinct, the most frequent first.</param>
    [JsonConstructor]
    public OrdinalEncoding(IReadOnlyList<string> categories)
    {
        Categories = categories;
        codes = categories.Index().ToDictionary(c => c.Item, c => c.Index + 1, StringComparer.Ordinal);
    }

    /// <summary>The categories that have their own code.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [""];

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool HoldsCodes => true;

    /// <inheritdoc/>
    public override void Encode(string? value, Span<float> columns) =>
        columns[0] = value is null ? float.NaN : codes.GetValueOrDefault(value);
}
