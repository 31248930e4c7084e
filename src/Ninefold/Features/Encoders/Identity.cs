using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>The value as it is; missing stays NaN. The default: trees need no more.</summary>
public sealed record Identity : NumericEncoder
{
    /// <inheritdoc/>
    public override NumericEncoding Fit(ReadOnlySpan<float> values) => new LinearEncoding(0, 1);
}

/// <summary>
/// The column <c>(value − Shift) · Factor</c>, computed in double precision and kept within the range of a float;
/// missing stays NaN.
/// </summary>
/// <param name="Shift">Taken off first.</param>
/// <param name="Factor">Multiplied second.</param>
public sealed record LinearEncoding(double Shift, double Factor) : NumericEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [""];

    /// <inheritdoc/>
    public override void Encode(float value, Span<float> columns) =>
        columns[0] = (float)Math.Clamp((value - Shift) * Factor, float.MinValue, float.MaxValue);
}
