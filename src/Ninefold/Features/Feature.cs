using Ninefold.Features.Encoders;

namespace Ninefold.Features;

/// <summary>What the values of a feature are.</summary>
public enum FeatureKind
{
    /// <summary>A quantity; NaN where it is missing.</summary>
    Numeric,

    /// <summary>One of a set of names; null where it is missing.</summary>
    Categorical,
}

/// <summary>A feature as catalogues and cards list it.</summary>
/// <param name="Name">Letters, digits and <c>_ - .</c>; distinct within its set.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Encoder">How it becomes columns, with all parameters.</param>
/// <param name="Doc">What it means and in which unit, where its author said so.</param>
/// <param name="ViewVersion">The version of the view whose value it is; null where it is none.</param>
public sealed record FeatureDescription(
    string Name,
    FeatureKind Kind,
    string Encoder,
    string? Doc,
    string? ViewVersion = null
)
{
    /// <summary>What a fitted set must agree on; the documentation may change.</summary>
    internal string Definition =>
        ViewVersion is null ? $"{Name} ({Kind}, {Encoder})" : $"{Name} ({Kind}, {Encoder}, view version {ViewVersion})";
}

/// <summary>One feature of items: how it is read, kept in a table, fitted and encoded.</summary>
internal abstract record Feature<T>(FeatureDescription Description)
{
    public abstract FeatureColumn Read(IReadOnlyList<T> items);

    public abstract FittedFeature Fit(FeatureColumn column);

    /// <summary>Reads and encodes one item with what was fitted: the path of a request.</summary>
    public abstract EncodeItem<T> Bind(FittedFeature fitted);
}

internal delegate void EncodeItem<in T>(T item, Span<float> columns);

internal sealed record NumericFeature<T>(
    string Name,
    Func<T, double> Value,
    NumericEncoder Encoder,
    string? Doc,
    string? ViewVersion = null
) : Feature<T>(new FeatureDescription(Name, FeatureKind.Numeric, Encoder.ToString(), Doc, ViewVersion))
{
    public override FeatureColumn Read(IReadOnlyList<T> items)
    {
        var values = new float[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Known(Value(items[i]));
        return new NumericColumn(Name, values);
    }

    public override FittedFeature Fit(FeatureColumn column) =>
        new FittedNumeric(Name, Description.Definition, Encoder.Fit(((NumericColumn)column).Values));

    public override EncodeItem<T> Bind(FittedFeature fitted)
    {
        var (value, encoding) = (Value, ((FittedNumeric)fitted).Encoding);
        return (item, columns) => encoding.Encode(Known(value(item)), columns);
    }

    // Both paths see a value as it is stored: single precision, and NaN for whatever has no finite one.
    private static float Known(double value) => float.IsFinite((float)value) ? (float)value : float.NaN;
}

internal sealed record CategoricalFeature<T>(
    string Name,
    Func<T, string?> Value,
    CategoricalEncoder Encoder,
    string? Doc
) : Feature<T>(new FeatureDescription(Name, FeatureKind.Categorical, Encoder.ToString(), Doc))
{
    public override FeatureColumn Read(IReadOnlyList<T> items)
    {
        var codes = new int[items.Count];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = -1;
            if (Value(items[i]) is { } value && !places.TryGetValue(value, out codes[i]))
                places.Add(value, codes[i] = places.Count);
        }
        return new CategoricalColumn(Name, codes, [.. places.OrderBy(p => p.Value).Select(p => p.Key)]);
    }

    public override FittedFeature Fit(FeatureColumn column) =>
        new FittedCategorical(Name, Description.Definition, Encoder.Fit(((CategoricalColumn)column).Values));

    public override EncodeItem<T> Bind(FittedFeature fitted)
    {
        var (value, encoding) = (Value, ((FittedCategorical)fitted).Encoding);
        return (item, columns) => encoding.Encode(value(item), columns);
    }
}
