namespace Ninefold.Features.Encoders;

/// <summary>
/// The training part's smallest value becomes 0 and its largest 1; later values may lie outside. Missing stays NaN; the
/// values of a feature that was constant in training, or never known, become 0.
/// </summary>
public sealed record MinMaxScale : NumericEncoder
{
    /// <inheritdoc/>
    public override NumericEncoding Fit(ReadOnlySpan<float> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
            if (!float.IsNaN(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high > low ? new LinearEncoding(low, 1 / (high - low)) : new LinearEncoding(0, 0);
    }
}
