using Ninefold.Features;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Calibration;

/// <summary>
/// Platt scaling (Platt, 1999): a logistic regression on the score, towards targets a little inside 0 and 1, so that
/// few rows and separable scores do not make it certain. Right where the true curve is a sigmoid, and for few rows.
/// </summary>
public sealed record PlattScaling : ITrainer<ScoredLabels, PlattCalibrator>
{
    /// <inheritdoc/>
    public string Name => "platt-scaling";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The scores cannot be calibrated; the message says why.</exception>
    public PlattCalibrator Fit(ScoredLabels data, TrainingContext context)
    {
        data.Check();
        var positives = data.Labels.Count(label => label == 1);
        var (high, low) = ((positives + 1f) / (positives + 2), 1f / (data.Labels.Length - positives + 2));
        var rows = new LabelledRows(
            new FeatureSchema(["score"], [false]),
            [.. data.Scores.Select(score => (float)score)],
            [.. data.Labels.Select(label => label == 1 ? high : low)],
            [.. Enumerable.Range(0, data.Labels.Length)]
        );
        var fitted = new LogisticRegression { L2 = 0 }.Fit(new TabularData(rows, rows), context);
        var slope = fitted.Coefficients[0];
        return new PlattCalibrator(slope, fitted.Intercept - slope * fitted.Means[0]);
    }
}

/// <summary>The probability is 1 / (1 + exp(−(Slope · score + Intercept))).</summary>
/// <param name="Slope">Log odds for one unit of score.</param>
/// <param name="Intercept">Log odds at score 0.</param>
public sealed record PlattCalibrator(double Slope, double Intercept) : ICalibrator
{
    /// <inheritdoc/>
    public double Calibrate(double score) => LogisticModel.Sigmoid(Slope * score + Intercept);
}
