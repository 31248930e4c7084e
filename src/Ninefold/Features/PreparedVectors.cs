using System.Text.Json.Serialization;
using Ninefold.Data;

namespace Ninefold.Features;

/// <summary>
/// Whole feature vectors kept ready by id, for items whose features do not depend on the request: plain data, made in training
/// and released beside the model, which scores them without reading or encoding anything. Safe for concurrent use.
/// </summary>
public sealed class PreparedVectors
{
    private readonly Vocabulary places;

    /// <param name="set">The name of the feature set.</param>
    /// <param name="fingerprint">Of the <see cref="FittedFeatures"/> that encoded them.</param>
    /// <param name="ids">One a vector, distinct.</param>
    /// <param name="values">The vectors, laid end to end; NaN is a missing value.</param>
    /// <exception cref="ArgumentException">An id occurs twice, or the values are no whole number a vector.</exception>
    [JsonConstructor]
    public PreparedVectors(string set, string fingerprint, IReadOnlyList<string> ids, float[] values)
    {
        (Set, Fingerprint, Values, places) = (set, fingerprint, values, new(ids));
        Width = ids.Count == 0 ? 0 : values.Length / ids.Count;
        if (Width * ids.Count != values.Length)
            throw new ArgumentException($"{ids.Count} vectors cannot have {values.Length} values together.");
    }

    /// <summary>The name of the feature set.</summary>
    public string Set { get; }

    /// <summary>Of the <see cref="FittedFeatures"/> that encoded them.</summary>
    public string Fingerprint { get; }

    /// <summary>One a vector.</summary>
    public IReadOnlyList<string> Ids => places.Ids;

    /// <summary>The vectors, laid end to end; NaN is a missing value.</summary>
    public float[] Values { get; }

    /// <summary>How many values a vector has; 0 where there is none.</summary>
    [JsonIgnore]
    public int Width { get; }

    /// <summary>Encodes items.</summary>
    /// <param name="set">The features, which must be those that were fitted.</param>
    /// <param name="fitted">The encoders of the model that is to score them.</param>
    /// <param name="items">The items by distinct ids.</param>
    /// <exception cref="ArgumentException">The set is another, or an id occurs twice.</exception>
    public static PreparedVectors Of<T>(
        FeatureSet<T> set,
        FittedFeatures fitted,
        IReadOnlyList<(string Id, T Item)> items
    )
    {
        var encoder = set.Bind(fitted);
        var (width, values) = (fitted.Schema.Width, new float[items.Count * fitted.Schema.Width]);
        for (var i = 0; i < items.Count; i++)
            encoder.Encode(items[i].Item, values.AsSpan(i * width, width));
        return new(set.Name, fitted.Fingerprint, [.. items.Select(i => i.Id)], values);
    }

    /// <summary>The vector of an id; empty where there is none.</summary>
    public ReadOnlySpan<float> Find(string id) =>
        places.Find(id) is >= 0 and var place ? Values.AsSpan(place * Width, Width) : [];

    /// <exception cref="InvalidOperationException">They were encoded by other encoders than the model's.</exception>
    internal void Require(FittedFeatures fitted)
    {
        if (Fingerprint != fitted.Fingerprint)
            throw new InvalidOperationException(
                $"The vectors of '{Set}' were prepared by the encoders {Fingerprint}, but the model was trained with {fitted.Fingerprint} of '{fitted.Set}'. Prepare them with the model's own."
            );
    }
}
