using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Linear;

namespace Ninefold.Models.Online;

/// <summary>
/// Logistic regression, one observation after the other: by AdaGrad (Duchi, Hazan and Singer, 2011), in which each weight
/// has a rate of its own that falls with what it has learned, or by plain stochastic gradient descent, whose rate is
/// LearningRate / t^Decay at observation t, as scikit-learn's SGDClassifier has it with <c>invscaling</c>.
/// </summary>
/// <param name="LearningRate">Above 0.</param>
/// <param name="Adaptive">Whether to use AdaGrad.</param>
/// <param name="Decay">Of the plain rate, 0 to 1; 0 keeps it.</param>
/// <param name="Passes">How often the examples are learned, at least 1.</param>
public sealed record StochasticGradient(
    double LearningRate = .1,
    bool Adaptive = true,
    double Decay = .5,
    int Passes = 1
) : ITrainer<SparseExamples, StochasticGradientModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            Adaptive ? "adagrad" : "sgd",
            Parameters.Above(LearningRate, 0),
            Decay is >= 0 and <= 1 ? null : $"Decay must be 0 to 1, got {Decay}",
            Parameters.AtLeast(Passes, 1)
        );

    /// <summary>A model that has learned nothing.</summary>
    /// <param name="width">How long the vectors are, at least 1.</param>
    public StochasticGradientModel Start(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return new(LearningRate, Adaptive, Decay, new float[2 * (width + 1)]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The examples cannot be used; the message says all that is wrong.</exception>
    public StochasticGradientModel Fit(SparseExamples data, TrainingContext context) =>
        Start(data.Width).Learn(data, Passes, context);
}

/// <summary>The probability is 1 / (1 + exp(−intercept − Σ weight · value)).</summary>
/// <param name="LearningRate">See <see cref="StochasticGradient"/>.</param>
/// <param name="Adaptive">See <see cref="StochasticGradient"/>.</param>
/// <param name="Decay">See <see cref="StochasticGradient"/>.</param>
/// <param name="State">For each place its weight and its summed squared slopes, side by side; the intercept's last.</param>
public sealed record StochasticGradientModel(double LearningRate, bool Adaptive, double Decay, float[] State)
    : IOnlineModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => State.Length / 2 - 1;

    /// <summary>How many observations it has learned.</summary>
    public long Learned { get; set; }

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<int> places, ReadOnlySpan<float> values)
    {
        var logit = State[^2];
        for (var i = 0; i < places.Length; i++)
            logit += State[2 * places[i]] * values[i];
        return LogisticModel.Sigmoid(logit);
    }

    /// <inheritdoc/>
    public double Learn(ReadOnlySpan<int> places, ReadOnlySpan<float> values, float label)
    {
        var probability = Predict(places, values);
        var slope = (float)(probability - label);
        Learned++;
        if (Adaptive)
        {
            var rate = (float)LearningRate;
            for (var i = 0; i < places.Length; i++)
                Step(ref State[2 * places[i]], ref State[2 * places[i] + 1], slope * values[i], rate);
            Step(ref State[^2], ref State[^1], slope, rate);
        }
        else
        {
            var step = (float)(LearningRate / Math.Pow(Learned, Decay)) * slope;
            for (var i = 0; i < places.Length; i++)
                State[2 * places[i]] -= step * values[i];
            State[^2] -= step;
        }
        return probability;
    }

    private static void Step(ref float weight, ref float squares, float slope, float rate)
    {
        squares += slope * slope;
        // Smaller than any slope that could be told from 0.
        weight -= rate * slope / MathF.Sqrt(squares + 1e-20f);
    }
}
