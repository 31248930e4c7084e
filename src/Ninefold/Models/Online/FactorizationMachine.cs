using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Linear;

namespace Ninefold.Models.Online;

/// <summary>
/// A factorisation machine (Rendle, 2010): logistic regression that also weighs every pair of values, by the inner
/// product of their places' vectors, so that pairs never seen together have a weight too. Learned by AdaGrad.
/// </summary>
/// <param name="Factors">Dimensions of each vector, 1 to 256.</param>
/// <param name="LearningRate">Above 0.</param>
/// <param name="L2">The penalty on a step's weights and vectors, at least 0.</param>
/// <param name="Passes">How often the examples are learned, at least 1.</param>
public sealed record FactorizationMachine(int Factors = 8, double LearningRate = .05, double L2 = 0, int Passes = 1)
    : ITrainer<SparseExamples, FactorizationMachineModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "factorization-machine",
            Parameters.Within(Factors, 1, 257),
            Parameters.Above(LearningRate, 0),
            Parameters.AtLeast(L2, 0),
            Parameters.AtLeast(Passes, 1)
        );

    /// <summary>A model that has learned nothing: its vectors are small and random.</summary>
    /// <param name="width">How long the examples are, at least 1.</param>
    /// <param name="seed">Of the vectors.</param>
    public FactorizationMachineModel Start(int width, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var random = new Random(seed);
        var weights = new float[(width + 1) * (Factors + 1)];
        for (var i = 0; i < width * (Factors + 1); i++)
            weights[i] = i % (Factors + 1) == 0 ? 0 : (random.NextSingle() - .5f) * .1f;
        return new(Factors, (float)LearningRate, (float)L2, weights, new float[weights.Length]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The examples cannot be used; the message says all that is wrong.</exception>
    public FactorizationMachineModel Fit(SparseExamples data, TrainingContext context)
    {
        data.Check();
        return Start(data.Width, context.Seed).Learn(data, Passes, context);
    }
}

/// <summary>The probability is the sigmoid of the intercept, the weights times the values, and every pair's product.</summary>
/// <param name="Factors">See <see cref="FactorizationMachine"/>.</param>
/// <param name="LearningRate">See <see cref="FactorizationMachine"/>.</param>
/// <param name="L2">See <see cref="FactorizationMachine"/>.</param>
/// <param name="Weights">For each place its weight and then its vector; the intercept's last.</param>
/// <param name="Squares">The summed squared slopes of each.</param>
public sealed record FactorizationMachineModel(
    int Factors,
    float LearningRate,
    float L2,
    float[] Weights,
    float[] Squares
) : IOnlineModel
{
    private int Stride => Factors + 1;

    private int Intercept => Width * Stride;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Weights.Length / (Factors + 1) - 1;

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<int> places, ReadOnlySpan<float> values)
    {
        Span<float> sums = stackalloc float[Factors];
        return LogisticModel.Sigmoid(Logit(places, values, sums));
    }

    /// <inheritdoc/>
    public double Learn(ReadOnlySpan<int> places, ReadOnlySpan<float> values, float label)
    {
        Span<float> sums = stackalloc float[Factors];
        var probability = LogisticModel.Sigmoid(Logit(places, values, sums));
        var slope = (float)(probability - label);
        for (var i = 0; i < places.Length; i++)
        {
            var at = places[i] * Stride;
            Step(at, slope * values[i]);
            for (var f = 0; f < Factors; f++)
                Step(at + 1 + f, slope * values[i] * (sums[f] - Weights[at + 1 + f] * values[i]));
        }
        Step(Intercept, slope);
        return probability;
    }

    /// <summary>The log odds; the sums receive Σ vector · value, by which pairs cost no more than values.</summary>
    private float Logit(ReadOnlySpan<int> places, ReadOnlySpan<float> values, Span<float> sums)
    {
        var (linear, own) = (Weights[Intercept], 0f);
        sums.Clear();
        for (var i = 0; i < places.Length; i++)
        {
            var at = places[i] * Stride;
            linear += Weights[at] * values[i];
            for (var f = 0; f < Factors; f++)
            {
                var part = Weights[at + 1 + f] * values[i];
                sums[f] += part;
                own += part * part;
            }
        }
        var all = 0f;
        foreach (var sum in sums)
            all += sum * sum;
        return linear + (all - own) / 2;
    }

    private void Step(int at, float slope)
    {
        slope += L2 * Weights[at];
        Squares[at] += slope * slope;
        Weights[at] -= LearningRate * slope / MathF.Sqrt(Squares[at] + 1e-20f);
    }
}
