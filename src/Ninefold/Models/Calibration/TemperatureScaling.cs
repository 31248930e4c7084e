using Ninefold.Models.Linear;

namespace Ninefold.Models.Calibration;

/// <summary>
/// Temperature scaling (Guo et al., 2017, "On calibration of modern neural networks"): divides the log odds by the number
/// that makes the labels likeliest. ½ stays ½ and the order stays; for models that are too sure, or not sure enough.
/// </summary>
public sealed record TemperatureScaling : ITrainer<ScoredLabels, TemperatureCalibrator>
{
    private const int Halvings = 200;

    /// <inheritdoc/>
    public string Name => "temperature-scaling";

    /// <inheritdoc/>
    /// <param name="data">The scores are probabilities, 0 to 1.</param>
    /// <param name="context">Is obeyed.</param>
    /// <exception cref="ArgumentException">The scores cannot be calibrated; the message says why.</exception>
    public TemperatureCalibrator Fit(ScoredLabels data, TrainingContext context)
    {
        data.CheckProbabilities();
        context.Cancellation.ThrowIfCancellationRequested();
        var logits = Array.ConvertAll(data.Scores, TemperatureCalibrator.Logit);
        // The slope of the log loss rises with 1 / temperature: it crosses 0 once.
        var (low, high) = (-9.0, 9.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var slope = 0.0;
            for (var row = 0; row < logits.Length; row++)
                slope += (LogisticModel.Sigmoid(Math.Exp(middle) * logits[row]) - data.Labels[row]) * logits[row];
            (low, high) = slope > 0 ? (low, middle) : (middle, high);
        }
        return new(Math.Exp(-low));
    }
}

/// <summary>The log odds are divided by the temperature.</summary>
/// <param name="Temperature">Above 0; above 1 makes probabilities less sure.</param>
public sealed record TemperatureCalibrator(double Temperature) : ICalibrator
{
    private const double Least = 1e-15;

    /// <inheritdoc/>
    /// <param name="score">A probability, 0 to 1.</param>
    public double Calibrate(double score) => LogisticModel.Sigmoid(Logit(score) / Temperature);

    internal static double Logit(double probability)
    {
        var inside = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(inside / (1 - inside));
    }
}
