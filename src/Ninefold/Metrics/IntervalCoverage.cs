namespace Ninefold.Metrics;

/// <summary>
/// Interval coverage: the share of labels that their predicted interval holds, bounds included. In [0, 1]; an interval of
/// 90 percent is honest where it is near 0.9, so a larger value is not better by itself (wider intervals hold more).
/// </summary>
public sealed class IntervalCoverage : Metric<Interval, double>
{
    /// <inheritdoc/>
    public override string Name => "interval_coverage";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<Interval, double>> judged) =>
        Ratio.Mean(Name, [.. judged.Select((j, row) => Holds(j.Output, j.Label, row) ? 1.0 : 0)]);

    private bool Holds(Interval interval, double label, int row)
    {
        if (double.IsNaN(label))
            throw new MetricUndefinedException(Name, $"the label of row {row} is NaN");
        return interval.Low <= interval.High
            ? interval.Low <= label && label <= interval.High
            : throw new MetricUndefinedException(
                Name,
                $"the interval of row {row} must not end before it begins, but is [{interval.Low}, {interval.High}]"
            );
    }
}
