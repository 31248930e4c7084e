using System.Globalization;

namespace Ninefold.Metrics;

/// <summary>
/// Judges the decisions that a threshold makes of scores: a score of at least the threshold is answered positive. The
/// label is 0 or 1, the output a score of any scale.
/// </summary>
public abstract class ThresholdMetric : Metric<double, double>
{
    private readonly double threshold;
    private readonly string nothing;

    /// <param name="name">The metric's name without the threshold.</param>
    /// <param name="threshold">On the scale of the scores; not NaN.</param>
    /// <param name="nothing">The reason to give where there is no value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is NaN.</exception>
    protected ThresholdMetric(string name, double threshold, string nothing)
    {
        if (double.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(
                nameof(threshold),
                $"The 'threshold' parameter of {name} must be a number. Got NaN instead."
            );
        (this.threshold, this.nothing) = (threshold, nothing);
        Name = string.Create(CultureInfo.InvariantCulture, $"{name}_at_{threshold}");
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The value of the decisions; null where there is none.</summary>
    protected internal abstract double? Value(ConfusionMatrix matrix);

    /// <inheritdoc/>
    public sealed override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var columns = Columns.OfScores(Name, judged);
        return weights =>
            Value(ConfusionMatrix.Of(columns, threshold, weights)) ?? throw new MetricUndefinedException(Name, nothing);
    }
}
