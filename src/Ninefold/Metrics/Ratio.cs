using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>The form that most metrics have: Σ wᵢ·nᵢ / Σ wᵢ·dᵢ, two dot products for each weighting.</summary>
internal static class Ratio
{
    /// <param name="metric">The metric's name, for errors.</param>
    /// <param name="numerators">One for each answer; 0 where the answer does not count.</param>
    /// <param name="denominators">One ≥ 0 for each answer; 0 where the answer does not count.</param>
    /// <param name="nothing">The reason to give where no answer counts.</param>
    /// <exception cref="MetricUndefinedException">There are no answers, or a numerator is not finite.</exception>
    public static WeightedValue Of(string metric, double[] numerators, double[] denominators, string nothing)
    {
        if (numerators.Length == 0)
            throw new MetricUndefinedException(metric, "there are no answers");
        var bad = Array.FindIndex(numerators, n => !double.IsFinite(n));
        if (bad >= 0)
            throw new MetricUndefinedException(metric, $"row {bad} gives {numerators[bad]}, which is not finite");
        return weights =>
        {
            var denominator = TensorPrimitives.Dot<double>(weights, denominators);
            if (denominator <= 0)
                throw new MetricUndefinedException(metric, nothing);
            var value = TensorPrimitives.Dot<double>(weights, numerators) / denominator;
            return double.IsFinite(value)
                ? value
                : throw new MetricUndefinedException(metric, "its sum is too large for a double");
        };
    }

    /// <summary>Σ wᵢ·vᵢ / Σ wᵢ: the mean in which every answer counts.</summary>
    public static WeightedValue Mean(string metric, double[] values)
    {
        var ones = new double[values.Length];
        Array.Fill(ones, 1);
        return Of(metric, values, ones, "no answer has a weight");
    }
}
