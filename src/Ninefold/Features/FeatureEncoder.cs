namespace Ninefold.Features;

/// <summary>
/// Turns one item into the vector a model was trained on: the path of a request, with the same encoders as the path of
/// a table. Allocates nothing beyond what the features' own code allocates; safe for concurrent use.
/// </summary>
public sealed class FeatureEncoder<T>
{
    private readonly (EncodeItem<T> Encode, int Offset, int Width)[] features;

    internal FeatureEncoder(FeatureSchema schema, (EncodeItem<T> Encode, int Offset, int Width)[] features) =>
        (Schema, this.features) = (schema, features);

    /// <summary>The columns of the vectors.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>Writes an item's vector.</summary>
    /// <param name="item">The item.</param>
    /// <param name="row">Receives <c>Schema.Width</c> values; NaN is a missing value, all others are finite.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public void Encode(T item, Span<float> row)
    {
        if (row.Length != Schema.Width)
            throw new ArgumentException($"The row must have {Schema.Width} values, got {row.Length}.", nameof(row));
        foreach (var (encode, offset, width) in features)
            encode(item, row.Slice(offset, width));
    }
}
