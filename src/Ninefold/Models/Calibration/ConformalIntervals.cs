using System.Text.Json.Serialization;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Calibration;

/// <summary>
/// Intervals that hold the label of a new row with a given probability, on average over rows like those they were
/// calibrated on.
/// </summary>
/// <param name="Lower">Scores the lower end before the margin.</param>
/// <param name="Upper">Scores the upper end before the margin.</param>
/// <param name="Margin">By how much each end lies further out; below 0 it lies further in.</param>
public sealed record ConformalIntervals(ITabularModel Lower, ITabularModel Upper, double Margin)
{
    /// <summary>How many columns a row has.</summary>
    [JsonIgnore]
    public int Width => Lower.Width;

    /// <summary>Intervals of one width around a model's score.</summary>
    /// <param name="model">Scores the expected label.</param>
    /// <param name="calibration">Rows that the model was not fitted on.</param>
    /// <param name="coverage">The probability, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The rows cannot be used, or are too few.</exception>
    public static ConformalIntervals Around(ITabularModel model, LabelledRows calibration, double coverage) =>
        Between(model, model, calibration, coverage);

    /// <summary>
    /// Intervals between two quantiles, wide where the labels vary much: conformalised quantile regression (Romano,
    /// Patterson and Candès, 2019). Where the ends cross, both are their middle.
    /// </summary>
    /// <param name="lower">Scores a low quantile of the label.</param>
    /// <param name="upper">Scores a high one.</param>
    /// <param name="calibration">Rows that neither was fitted on.</param>
    /// <param name="coverage">The probability, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The rows cannot be used, or are too few.</exception>
    public static ConformalIntervals Between(
        ITabularModel lower,
        ITabularModel upper,
        LabelledRows calibration,
        double coverage
    )
    {
        calibration.Check("calibration");
        var (low, high) = (new double[calibration.Count], new double[calibration.Count]);
        lower.Score(calibration.Values, low);
        upper.Score(calibration.Values, high);
        var errors = new double[low.Length];
        for (var row = 0; row < errors.Length; row++)
            errors[row] = Math.Max(low[row] - calibration.Labels[row], calibration.Labels[row] - high[row]);
        return new(lower, upper, Conformal.Bound(errors, coverage));
    }

    /// <summary>The interval of a row.</summary>
    /// <param name="row"><see cref="Width"/> values; NaN is a missing value.</param>
    public (double Low, double High) Of(ReadOnlySpan<float> row)
    {
        Span<double> ends = stackalloc double[2];
        Lower.Score(row, ends[..1]);
        Upper.Score(row, ends[1..]);
        var (low, high) = (ends[0] - Margin, ends[1] + Margin);
        return low <= high ? (low, high) : ((low + high) / 2, (low + high) / 2);
    }
}
