using System.Globalization;

namespace Ninefold.Metrics;

/// <summary>
/// The best value over all thresholds that keep a promise, such as a precision of at least 0.9; 0 where none keeps it. The
/// label is 0 or 1, the output a score of any scale; undefined without a positive. The threshold is chosen on the answers
/// that are judged, so the value is a little too good where they are few.
/// </summary>
public abstract class OperatingPointMetric : Metric<double, double>
{
    /// <param name="name">The metric's name without the bound.</param>
    /// <param name="minimum">The promise's bound, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is not in [0, 1].</exception>
    protected OperatingPointMetric(string name, double minimum)
    {
        if (minimum is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(minimum),
                $"The 'minimum' parameter of {name} must be in [0, 1]. Got {minimum} instead."
            );
        Name = string.Create(CultureInfo.InvariantCulture, $"{name}_{minimum}");
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The value at one threshold, at least 0; null where it does not keep the promise.</summary>
    /// <param name="matrix">Its decisions: at least one is positive, and there is a positive.</param>
    protected internal abstract double? Value(ConfusionMatrix matrix);

    /// <inheritdoc/>
    public sealed override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var sweep = new ThresholdSweep(Name, judged);
        return weights =>
        {
            var points = sweep.Points(weights);
            return points[^1].Matrix.Positives > 0
                ? points.Max(point => Value(point.Matrix)) ?? 0
                : throw new MetricUndefinedException(Name, "a positive is needed, and there is none");
        };
    }
}
