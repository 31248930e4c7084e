using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// One 0-or-1 column for each of the most frequent categories and one for all others, unseen ones included: for linear
/// and neural models. A missing value is 0 in all of them.
/// </summary>
/// <param name="MaxCategories">How many categories have their own column, 1 to 10,000.</param>
public sealed record OneHot(int MaxCategories = 20) : CategoricalEncoder
{
    /// <summary>How many categories have their own column.</summary>
    public int MaxCategories { get; } =
        MaxCategories is >= 1 and <= 10_000
            ? MaxCategories
            : throw new ArgumentOutOfRangeException(
                nameof(MaxCategories),
                $"OneHot takes 1 to 10000 categories, got {MaxCategories}."
            );

    /// <inheritdoc/>
    public override CategoricalEncoding Fit(IReadOnlyList<string?> values) =>
        new OneHotEncoding([.. Count(values).Take(MaxCategories).Select(c => c.Category)]);
}

/// <summary>One column <c>=category</c> for each category, then <c>:other</c>.</summary>
public sealed record OneHotEncoding : CategoricalEncoding
{
    private readonly Dictionary<string, int> columns;

    /// <param name="categories">Distinct, the most frequent first.</param>
    [JsonConstructor]
    public OneHotEncoding(IReadOnlyList<string> categories)
    {
        Categories = categories;
        Columns = [.. categories.Select(category => "=" + category), ":other"];
        columns = categories.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
    }

    /// <summary>The categories that have their own column.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override void Encode(string? value, Span<float> columns)
    {
        columns.Clear();
        if (value is not null)
            columns[this.columns.GetValueOrDefault(value, columns.Length - 1)] = 1;
    }
}
