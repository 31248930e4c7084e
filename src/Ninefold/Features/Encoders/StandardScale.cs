namespace Ninefold.Features.Encoders;

/// <summary>
/// Mean 0 and standard deviation 1 over the training part: for linear and neural models. Missing stays NaN; the
/// values of a feature that was constant in training, or never known, become 0.
/// </summary>
public sealed record StandardScale : NumericEncoder
{
    /// <inheritdoc/>
    public override NumericEncoding Fit(ReadOnlySpan<float> values)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var value in values)
            if (!float.IsNaN(value))
                (count, sum) = (count + 1, sum + value);
        var mean = sum / Math.Max(count, 1);
        foreach (var value in values)
            if (!float.IsNaN(value))
                squares += (value - mean) * (value - mean);
        return new LinearEncoding(mean, squares > 0 ? 1 / Math.Sqrt(squares / count) : 0);
    }
}
