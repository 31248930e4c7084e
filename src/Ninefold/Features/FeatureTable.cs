using System.Text.Json.Serialization;

namespace Ninefold.Features;

/// <summary>
/// Features of many items as they were read, before any encoding, with what turned out: plain columns, so that a step
/// can keep them and several encoders be fitted on them.
/// </summary>
/// <param name="Set">The name of the <see cref="FeatureSet{T}"/> that made it.</param>
/// <param name="Columns">One a feature, in the set's order, each with an entry a row.</param>
/// <param name="Labels">One a row, finite: 0 or 1 for a class, a grade for a ranking, a quantity for a regression.</param>
/// <param name="Groups">One a row: rows of the same query have the same number and are contiguous, from 0 upwards.</param>
/// <param name="Weights">One a row, finite and above 0; null where every row counts once.</param>
public sealed record FeatureTable(
    string Set,
    IReadOnlyList<FeatureColumn> Columns,
    float[] Labels,
    int[] Groups,
    float[]? Weights = null
)
{
    /// <summary>When each row happened, Unix milliseconds; null where it is not known.</summary>
    public long[]? Moments { get; init; }

    /// <summary>How many rows there are.</summary>
    [JsonIgnore]
    public int Count => Labels.Length;
}

/// <summary>One feature of many items.</summary>
/// <param name="Name">The feature's name.</param>
[JsonPolymorphic]
[JsonDerivedType(typeof(NumericColumn), "numeric")]
[JsonDerivedType(typeof(CategoricalColumn), "categorical")]
public abstract record FeatureColumn(string Name)
{
    internal abstract FeatureKind Kind { get; }
}

/// <summary>A numeric feature of many items.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Values">One a row; finite, or NaN where it is missing.</param>
public sealed record NumericColumn(string Name, float[] Values) : FeatureColumn(Name)
{
    internal override FeatureKind Kind => FeatureKind.Numeric;
}

/// <summary>A categorical feature of many items.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Codes">One a row: a place in <paramref name="Categories"/>, or −1 where the value is missing.</param>
/// <param name="Categories">The distinct categories, in the order they came.</param>
public sealed record CategoricalColumn(string Name, int[] Codes, IReadOnlyList<string> Categories) : FeatureColumn(Name)
{
    internal override FeatureKind Kind => FeatureKind.Categorical;

    /// <summary>The category of each row, or null where it is missing.</summary>
    internal IReadOnlyList<string?> Values => [.. Codes.Select(code => code < 0 ? null : Categories[code])];
}
