using Ninefold.Models.Tabular;

namespace Ninefold.Models.Calibration;

/// <summary>
/// Sets of classes that hold the label of a new row with a given probability, on average over rows like those they were
/// calibrated on; the smallest on average (Sadinle, Lei and Wasserman, 2019). An empty set says that the row is like
/// nothing of any class.
/// </summary>
/// <param name="Model">Gives the probabilities.</param>
/// <param name="Threshold">From which probability on a class is in the set.</param>
public sealed record ConformalSets(IClassModel Model, double Threshold)
{
    /// <summary>Calibrates a model.</summary>
    /// <param name="model">Any model of classes.</param>
    /// <param name="calibration">Rows that it was not fitted on, with labels of its classes.</param>
    /// <param name="coverage">The probability, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The rows cannot be used, or are too few.</exception>
    public static ConformalSets Of(IClassModel model, LabelledRows calibration, double coverage)
    {
        calibration.Check("calibration");
        if (
            Array.FindIndex(calibration.Labels, l => l < 0 || l >= model.Classes || l != MathF.Floor(l))
            is >= 0
                and var row
        )
            throw new ArgumentException(
                $"The labels must be whole, 0 to {model.Classes - 1}, calibration row {row} has {calibration.Labels[row]}."
            );
        var errors = new double[calibration.Count];
        var probabilities = new double[model.Classes];
        for (var i = 0; i < errors.Length; i++)
        {
            model.Probabilities(calibration.Row(i), probabilities);
            errors[i] = 1 - probabilities[(int)calibration.Labels[i]];
        }
        return new(model, 1 - Conformal.Bound(errors, coverage));
    }

    /// <summary>The classes that a row may be of, the likeliest first.</summary>
    /// <param name="row">One value a column; NaN is a missing value.</param>
    public IReadOnlyList<int> Of(ReadOnlySpan<float> row)
    {
        var probabilities = new double[Model.Classes];
        Model.Probabilities(row, probabilities);
        return
        [
            .. Enumerable
                .Range(0, probabilities.Length)
                .Where(k => probabilities[k] >= Threshold)
                .OrderByDescending(k => probabilities[k]),
        ];
    }
}
