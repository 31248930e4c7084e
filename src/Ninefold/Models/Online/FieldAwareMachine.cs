using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Linear;

namespace Ninefold.Models.Online;

/// <summary>
/// A field-aware factorisation machine (Juan et al., 2016): as <see cref="FactorizationMachine"/>, but a place has a
/// vector of its own for each field that its partner may come from. For values of few features, each a field; time is
/// quadratic in the values of an example.
/// </summary>
/// <param name="FieldStarts">The first place of each field, rising from 0: a field's places lie side by side.</param>
/// <param name="Factors">Dimensions of each vector, 1 to 64.</param>
/// <param name="LearningRate">Above 0.</param>
/// <param name="L2">The penalty on a step's weights and vectors, at least 0.</param>
/// <param name="Passes">How often the examples are learned, at least 1.</param>
public sealed record FieldAwareMachine(
    IReadOnlyList<int> FieldStarts,
    int Factors = 4,
    double LearningRate = .05,
    double L2 = 0,
    int Passes = 1
) : ITrainer<SparseExamples, FieldAwareMachineModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "field-aware-machine",
            FieldStarts.Count > 0
            && FieldStarts[0] == 0
            && FieldStarts.Zip(FieldStarts.Skip(1)).All(p => p.First < p.Second)
                ? null
                : $"FieldStarts must rise from 0, got [{string.Join(", ", FieldStarts)}]",
            Parameters.Within(Factors, 1, 65),
            Parameters.Above(LearningRate, 0),
            Parameters.AtLeast(L2, 0),
            Parameters.AtLeast(Passes, 1)
        );

    /// <summary>A model that has learned nothing: its vectors are small and random.</summary>
    /// <param name="width">How long the examples are; beyond the last field's start.</param>
    /// <param name="seed">Of the vectors.</param>
    public FieldAwareMachineModel Start(int width, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(width, FieldStarts[^1]);
        var random = new Random(seed);
        var stride = FieldStarts.Count * Factors + 1;
        var weights = new float[width * stride + 1];
        for (var i = 0; i < width * stride; i++)
            weights[i] = i % stride == 0 ? 0 : random.NextSingle() * .5f / MathF.Sqrt(Factors);
        return new([.. FieldStarts], Factors, (float)LearningRate, (float)L2, weights, new float[weights.Length]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The examples cannot be used; the message says all that is wrong.</exception>
    public FieldAwareMachineModel Fit(SparseExamples data, TrainingContext context)
    {
        data.Check();
        return Start(data.Width, context.Seed).Learn(data, Passes, context);
    }
}

/// <summary>The probability is the sigmoid of the intercept, the weights times the values, and every pair's product.</summary>
/// <param name="FieldStarts">See <see cref="FieldAwareMachine"/>.</param>
/// <param name="Factors">See <see cref="FieldAwareMachine"/>.</param>
/// <param name="LearningRate">See <see cref="FieldAwareMachine"/>.</param>
/// <param name="L2">See <see cref="FieldAwareMachine"/>.</param>
/// <param name="Weights">For each place its weight and then its vectors, field by field; the intercept's last.</param>
/// <param name="Squares">The summed squared slopes of each.</param>
public sealed record FieldAwareMachineModel(
    int[] FieldStarts,
    int Factors,
    float LearningRate,
    float L2,
    float[] Weights,
    float[] Squares
) : IOnlineModel
{
    private int Stride => FieldStarts.Length * Factors + 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Weights.Length / Stride;

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<int> places, ReadOnlySpan<float> values)
    {
        var logit = Weights[^1];
        for (var i = 0; i < places.Length; i++)
        {
            logit += Weights[places[i] * Stride] * values[i];
            for (var j = i + 1; j < places.Length; j++)
            {
                var (a, b) = (Vector(places[i], places[j]), Vector(places[j], places[i]));
                var product = 0f;
                for (var f = 0; f < Factors; f++)
                    product += Weights[a + f] * Weights[b + f];
                logit += product * values[i] * values[j];
            }
        }
        return LogisticModel.Sigmoid(logit);
    }

    /// <inheritdoc/>
    public double Learn(ReadOnlySpan<int> places, ReadOnlySpan<float> values, float label)
    {
        var probability = Predict(places, values);
        var slope = (float)(probability - label);
        for (var i = 0; i < places.Length; i++)
        {
            Step(places[i] * Stride, slope * values[i]);
            for (var j = i + 1; j < places.Length; j++)
            {
                var (a, b) = (Vector(places[i], places[j]), Vector(places[j], places[i]));
                for (var f = 0; f < Factors; f++)
                {
                    var (left, right) = (Weights[a + f], Weights[b + f]);
                    Step(a + f, slope * values[i] * values[j] * right);
                    Step(b + f, slope * values[i] * values[j] * left);
                }
            }
        }
        Step(Weights.Length - 1, slope);
        return probability;
    }

    /// <summary>Where the vector of a place for its partner's field begins.</summary>
    private int Vector(int place, int partner)
    {
        var field = Array.BinarySearch(FieldStarts, partner);
        return place * Stride + 1 + (field >= 0 ? field : ~field - 1) * Factors;
    }

    private void Step(int at, float slope)
    {
        slope += L2 * Weights[at];
        Squares[at] += slope * slope;
        Weights[at] -= LearningRate * slope / MathF.Sqrt(Squares[at] + 1e-20f);
    }
}
