using Ninefold.Features;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Calibration;

/// <summary>
/// Beta calibration (Kull, Silva Filho and Flach, 2017): a logistic regression on ln p and −ln(1 − p), neither of which
/// may count against the order. Bends both ends of the curve, each in its own way, where Platt scaling and temperature
/// can only bend both alike.
/// </summary>
public sealed record BetaCalibration : ITrainer<ScoredLabels, BetaCalibrator>
{
    /// <inheritdoc/>
    public string Name => "beta-calibration";

    /// <inheritdoc/>
    /// <param name="data">The scores are probabilities, 0 to 1.</param>
    /// <param name="context">Is obeyed.</param>
    /// <exception cref="ArgumentException">The scores cannot be calibrated; the message says why.</exception>
    public BetaCalibrator Fit(ScoredLabels data, TrainingContext context)
    {
        data.CheckProbabilities();
        var both = Fit(data, useLow: true, useHigh: true, context);
        return both.Low < 0 ? Fit(data, useLow: false, useHigh: true, context)
            : both.High < 0 ? Fit(data, useLow: true, useHigh: false, context)
            : both;
    }

    private static BetaCalibrator Fit(ScoredLabels data, bool useLow, bool useHigh, TrainingContext context)
    {
        var values = new float[2 * data.Scores.Length];
        for (var row = 0; row < data.Scores.Length; row++)
        {
            var (low, high) = BetaCalibrator.Logs(data.Scores[row]);
            (values[2 * row], values[2 * row + 1]) = (useLow ? (float)low : 0, useHigh ? (float)high : 0);
        }
        var rows = new LabelledRows(
            new FeatureSchema(["low", "high"], [false, false]),
            values,
            data.Labels,
            [.. Enumerable.Range(0, data.Labels.Length)]
        );
        var fitted = new LogisticRegression { L2 = 0, Iterations = 1000 }.Fit(new(rows, rows), context);
        var (a, b) = (fitted.Coefficients[0], fitted.Coefficients[1]);
        // Where only one is left, it may still speak against the order: then the scores say nothing.
        (a, b) = useLow && useHigh ? (a, b) : (Math.Max(0, a), Math.Max(0, b));
        return new(a, b, fitted.Intercept - a * fitted.Means[0] - b * fitted.Means[1]);
    }
}

/// <summary>The log odds are Low · ln p − High · ln(1 − p) + Intercept.</summary>
/// <param name="Low">Bends the curve near 0; at least 0.</param>
/// <param name="High">Bends the curve near 1; at least 0.</param>
/// <param name="Intercept">Shifts it.</param>
public sealed record BetaCalibrator(double Low, double High, double Intercept) : ICalibrator
{
    private const double Least = 1e-12;

    /// <inheritdoc/>
    /// <param name="score">A probability, 0 to 1.</param>
    public double Calibrate(double score)
    {
        var (low, high) = Logs(score);
        return LogisticModel.Sigmoid(Low * low + High * high + Intercept);
    }

    internal static (double Low, double High) Logs(double probability)
    {
        var inside = Math.Clamp(probability, Least, 1 - Least);
        return (Math.Log(inside), -Math.Log(1 - inside));
    }
}
