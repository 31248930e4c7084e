using System.IO.Hashing;
using System.Text.Json.Serialization;
using Ninefold.Data.Storage;
using Ninefold.Features.Encoders;

namespace Ninefold.Features;

/// <summary>
/// What a <see cref="FeatureSet{T}"/> learned from the training part: plain data, saved with the model, which turns
/// items into the same vectors in training and in serving. Safe for concurrent use.
/// </summary>
public sealed class FittedFeatures
{
    private string? fingerprint;

    /// <param name="set">The name of the feature set.</param>
    /// <param name="features">What was learned, in the set's order.</param>
    [JsonConstructor]
    public FittedFeatures(string set, IReadOnlyList<FittedFeature> features)
    {
        (Set, Features) = (set, features);
        Schema = new FeatureSchema(
            [.. features.SelectMany(f => f.Columns.Select(column => f.Name + column))],
            [.. features.SelectMany(f => Enumerable.Repeat(f.HoldsCodes, f.Columns.Count))]
        );
    }

    /// <summary>The name of the feature set.</summary>
    public string Set { get; }

    /// <summary>What was learned, in the set's order.</summary>
    public IReadOnlyList<FittedFeature> Features { get; }

    /// <summary>The columns of the vectors.</summary>
    [JsonIgnore]
    public FeatureSchema Schema { get; }

    /// <summary>A hash of all that was learned: equal only for encoders that make the same vectors of the same items.</summary>
    [JsonIgnore]
    public string Fingerprint => fingerprint ??= Convert.ToHexStringLower(XxHash64.Hash(PartSerializer.Write(this)));

    /// <summary>Encodes a table.</summary>
    /// <returns>Row by row, <c>table.Count × Schema.Width</c>; NaN is a missing value, all others are finite.</returns>
    /// <exception cref="ArgumentException">The table's features are others.</exception>
    public float[] EncodeValues(FeatureTable table)
    {
        var own = Features.Select(f => (f.Name, f.Kind));
        var given = table.Columns.Select(c => (c.Name, c.Kind));
        if (!own.SequenceEqual(given))
            throw new ArgumentException(
                $"The features '{Set}' were fitted on [{string.Join(", ", own)}], but the table of '{table.Set}' has "
                    + $"[{string.Join(", ", given)}].",
                nameof(table)
            );
        var values = new float[table.Count * Schema.Width];
        var offset = 0;
        foreach (var (feature, column) in Features.Zip(table.Columns))
        {
            feature.Encode(column, values, offset, Schema.Width);
            offset += feature.Columns.Count;
        }
        return values;
    }
}

/// <summary>What was learned of one feature.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Definition">Its name, kind and encoder in words: a set binds only to what was fitted with the same.</param>
[JsonPolymorphic]
[JsonDerivedType(typeof(FittedNumeric), "numeric")]
[JsonDerivedType(typeof(FittedCategorical), "categorical")]
public abstract record FittedFeature(string Name, string Definition)
{
    internal abstract FeatureKind Kind { get; }

    internal abstract IReadOnlyList<string> Columns { get; }

    internal abstract bool HoldsCodes { get; }

    /// <summary>Encodes every row of a column into the columns of a matrix from an offset on.</summary>
    internal abstract void Encode(FeatureColumn column, Span<float> matrix, int offset, int width);
}

/// <summary>What was learned of a numeric feature.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Definition">Its name, kind and encoder in words.</param>
/// <param name="Encoding">The fitted encoder.</param>
public sealed record FittedNumeric(string Name, string Definition, NumericEncoding Encoding)
    : FittedFeature(Name, Definition)
{
    internal override FeatureKind Kind => FeatureKind.Numeric;

    internal override IReadOnlyList<string> Columns => Encoding.Columns;

    internal override bool HoldsCodes => false;

    internal override void Encode(FeatureColumn column, Span<float> matrix, int offset, int width)
    {
        var (values, count) = (((NumericColumn)column).Values, Columns.Count);
        for (var row = 0; row < values.Length; row++)
            Encoding.Encode(values[row], matrix.Slice(row * width + offset, count));
    }
}

/// <summary>What was learned of a categorical feature.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Definition">Its name, kind and encoder in words.</param>
/// <param name="Encoding">The fitted encoder.</param>
public sealed record FittedCategorical(string Name, string Definition, CategoricalEncoding Encoding)
    : FittedFeature(Name, Definition)
{
    internal override FeatureKind Kind => FeatureKind.Categorical;

    internal override IReadOnlyList<string> Columns => Encoding.Columns;

    internal override bool HoldsCodes => Encoding.HoldsCodes;

    internal override void Encode(FeatureColumn column, Span<float> matrix, int offset, int width)
    {
        var (values, count) = (((CategoricalColumn)column).Values, Columns.Count);
        for (var row = 0; row < values.Count; row++)
            Encoding.Encode(values[row], matrix.Slice(row * width + offset, count));
    }
}
