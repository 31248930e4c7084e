using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>What a missing value is replaced by.</summary>
public enum Fill
{
    /// <summary>The mean of the training values.</summary>
    Mean,

    /// <summary>Their median: the lower of the middle two.</summary>
    Median,

    /// <summary>A given constant.</summary>
    Constant,
}

/// <summary>
/// Fills missing values in, encodes the result, and adds the column <c>:missing</c> that is 1 where a value was missing.
/// </summary>
public sealed record MissingIndicator : NumericEncoder
{
    /// <param name="inner">Encodes the filled value; <see cref="Identity"/> where it is null. No second indicator.</param>
    /// <param name="fill">What replaces a missing value.</param>
    /// <param name="constant">The value of <see cref="Fill.Constant"/>; finite. Else unused.</param>
    public MissingIndicator(NumericEncoder? inner = null, Fill fill = Fill.Mean, float constant = 0)
    {
        if (inner is MissingIndicator)
            throw new ArgumentException(
                "A MissingIndicator within a MissingIndicator would never see a missing value.",
                nameof(inner)
            );
        if (!Enum.IsDefined(fill))
            throw new ArgumentOutOfRangeException(
                nameof(fill),
                $"The fill must be Mean, Median or Constant, got {fill}."
            );
        if (!float.IsFinite(constant))
            throw new ArgumentOutOfRangeException(nameof(constant), $"The constant must be finite, got {constant}.");
        (Inner, Fill, Constant) = (inner ?? new Identity(), fill, constant);
    }

    /// <summary>Encodes the filled value.</summary>
    public NumericEncoder Inner { get; }

    /// <summary>What replaces a missing value.</summary>
    public Fill Fill { get; }

    /// <summary>The value of <see cref="Fill.Constant"/>.</summary>
    public float Constant { get; }

    /// <inheritdoc/>
    public override NumericEncoding Fit(ReadOnlySpan<float> values)
    {
        var known = new List<float>(values.Length);
        foreach (var value in values)
            if (!float.IsNaN(value))
                known.Add(value);
        known.Sort();
        var fill = Fill switch
        {
            Fill.Constant => Constant,
            _ when known.Count == 0 => 0,
            Fill.Mean => (float)known.Average(value => (double)value),
            _ => known[(known.Count - 1) / 2],
        };
        var filled = values.ToArray();
        filled.AsSpan().Replace(float.NaN, fill);
        return new ImputedEncoding(fill, Inner.Fit(filled));
    }
}

/// <summary>The columns of another encoding over filled values, then <c>:missing</c>.</summary>
/// <param name="Fill">Replaces a missing value. Finite.</param>
/// <param name="Inner">Encodes the filled value.</param>
public sealed record ImputedEncoding(float Fill, NumericEncoding Inner) : NumericEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns { get; } = [.. Inner.Columns, ":missing"];

    /// <inheritdoc/>
    public override void Encode(float value, Span<float> columns)
    {
        var missing = float.IsNaN(value);
        Inner.Encode(missing ? Fill : value, columns[..^1]);
        columns[^1] = missing ? 1 : 0;
    }
}
