using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>
/// R², the coefficient of determination: 1 − the squared error / that of always answering the labels' mean. 1 is perfect, 0
/// no better than the mean, and it can fall below 0 without bound. Undefined where all labels are equal.
/// </summary>
public sealed class RSquared : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantities(Name, judged);
        double[] squares = [.. outputs.Zip(labels, (o, l) => (o - l) * (o - l))];
        return weights =>
        {
            // Labels are counted from the first of them, so that equal labels have a variation of exactly 0.
            var first = weights.IndexOfAnyExcept(0);
            if (first < 0)
                throw new MetricUndefinedException(Name, "no answer has a weight");
            var (weight, sum, variation) = (TensorPrimitives.Sum(weights), 0.0, 0.0);
            for (var row = first; row < labels.Length; row++)
                sum += weights[row] * (labels[row] - labels[first]);
            var mean = sum / weight;
            for (var row = first; row < labels.Length; row++)
                variation += weights[row] * Math.Pow(labels[row] - labels[first] - mean, 2);
            if (variation <= 0)
                throw new MetricUndefinedException(Name, "labels that differ are needed, and all are equal");
            var value = 1 - TensorPrimitives.Dot<double>(weights, squares) / variation;
            return double.IsFinite(value)
                ? value
                : throw new MetricUndefinedException(Name, "its sums are too large for a double");
        };
    }
}
