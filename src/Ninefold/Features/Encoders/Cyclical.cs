using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// A quantity that starts over (hour of day, day of week) as the sine and cosine of its phase, so that its end lies
/// beside its beginning. Missing stays NaN in both columns.
/// </summary>
/// <param name="Period">Where it starts over, such as 24 for hours. Finite, above 0.</param>
public sealed record Cyclical(double Period) : NumericEncoder
{
    /// <summary>Where it starts over.</summary>
    public double Period { get; } =
        double.IsFinite(Period) && Period > 0
            ? Period
            : throw new ArgumentOutOfRangeException(
                nameof(Period),
                $"The period of Cyclical must be finite and above 0, got {Period}."
            );

    /// <inheritdoc/>
    public override NumericEncoding Fit(ReadOnlySpan<float> values) => new CyclicalEncoding(Period);
}

/// <summary>The columns <c>:sin</c> and <c>:cos</c> of a phase.</summary>
/// <param name="Period">Above 0.</param>
public sealed record CyclicalEncoding(double Period) : NumericEncoding
{
    private static readonly string[] Both = [":sin", ":cos"];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => Both;

    /// <inheritdoc/>
    public override void Encode(float value, Span<float> columns)
    {
        var (sin, cos) = Math.SinCos(value / Period * Math.Tau);
        (columns[0], columns[1]) = ((float)sin, (float)cos);
    }
}
