using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Linear;

namespace Ninefold.Models.Online;

/// <summary>
/// Logistic regression by FTRL-Proximal (McMahan et al., 2013, "Ad click prediction: a view from the trenches", algorithm
/// 1), one observation after the other: places that say little have a weight of exactly 0.
/// </summary>
/// <param name="Alpha">The α of the learning rate, above 0.</param>
/// <param name="Beta">The β of the learning rate, above 0: larger starts slower.</param>
/// <param name="L1">The absolute penalty, at least 0: larger leaves more out.</param>
/// <param name="L2">The squared penalty, at least 0. The intercept has neither.</param>
/// <param name="Passes">How often the examples are learned, at least 1.</param>
public sealed record FtrlProximal(double Alpha = .1, double Beta = 1, double L1 = 1, double L2 = 1, int Passes = 1)
    : ITrainer<SparseExamples, FtrlModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "ftrl-proximal",
            Parameters.Above(Alpha, 0),
            Parameters.Above(Beta, 0),
            Parameters.AtLeast(L1, 0),
            Parameters.AtLeast(L2, 0),
            Parameters.AtLeast(Passes, 1)
        );

    /// <summary>A model that has learned nothing.</summary>
    /// <param name="width">How long the vectors are, at least 1.</param>
    public FtrlModel Start(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return new((float)Alpha, (float)Beta, (float)L1, (float)L2, new float[2 * (width + 1)]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The examples cannot be used; the message says all that is wrong.</exception>
    public FtrlModel Fit(SparseExamples data, TrainingContext context) =>
        Start(data.Width).Learn(data, Passes, context);
}

/// <summary>The probability is 1 / (1 + exp(−intercept − Σ weight · value)).</summary>
/// <param name="Alpha">See <see cref="FtrlProximal"/>.</param>
/// <param name="Beta">See <see cref="FtrlProximal"/>.</param>
/// <param name="L1">See <see cref="FtrlProximal"/>.</param>
/// <param name="L2">See <see cref="FtrlProximal"/>.</param>
/// <param name="State">For each place the paper's z and n, side by side; the intercept's last.</param>
public sealed record FtrlModel(float Alpha, float Beta, float L1, float L2, float[] State) : IOnlineModel
{
    private const int MostOnStack = 512;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => State.Length / 2 - 1;

    /// <summary>How many places have a weight.</summary>
    [JsonIgnore]
    public int Used => Enumerable.Range(0, Width).Count(place => Weight(place) != 0);

    /// <summary>The weight of a place; of <see cref="Width"/> the intercept.</summary>
    public float Weight(int place) => Weight(place, place == Width ? 0 : L1, place == Width ? 0 : L2);

    /// <inheritdoc/>
    public double Predict(ReadOnlySpan<int> places, ReadOnlySpan<float> values)
    {
        var logit = Weight(Width, 0, 0);
        for (var i = 0; i < places.Length; i++)
            logit += Weight(places[i], L1, L2) * values[i];
        return LogisticModel.Sigmoid(logit);
    }

    /// <inheritdoc/>
    public double Learn(ReadOnlySpan<int> places, ReadOnlySpan<float> values, float label)
    {
        Span<float> weights = places.Length <= MostOnStack ? stackalloc float[places.Length] : new float[places.Length];
        var intercept = Weight(Width, 0, 0);
        var logit = intercept;
        for (var i = 0; i < places.Length; i++)
            logit += (weights[i] = Weight(places[i], L1, L2)) * values[i];
        var probability = LogisticModel.Sigmoid(logit);
        var slope = (float)(probability - label);
        for (var i = 0; i < places.Length; i++)
            Step(places[i], slope * values[i], weights[i]);
        Step(Width, slope, intercept);
        return probability;
    }

    private float Weight(int place, float l1, float l2)
    {
        var (z, n) = (State[2 * place], State[2 * place + 1]);
        return MathF.Abs(z) <= l1 ? 0 : (MathF.CopySign(l1, z) - z) / ((Beta + MathF.Sqrt(n)) / Alpha + l2);
    }

    private void Step(int place, float slope, float weight)
    {
        ref var n = ref State[2 * place + 1];
        var next = n + slope * slope;
        State[2 * place] += slope - (MathF.Sqrt(next) - MathF.Sqrt(n)) / Alpha * weight;
        n = next;
    }
}
