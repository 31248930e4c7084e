using System.Globalization;

namespace Ninefold.Metrics;

/// <summary>
/// The share of answers within a tolerance of the truth, in [0, 1]: a success or a failure for every single answer of a
/// quantity, which is what a rollout counts.
/// </summary>
/// <param name="tolerance">The largest distance that counts as close, in the label's unit; finite, at least 0.</param>
public sealed class ShareWithin(double tolerance) : Metric<double, double>
{
    private readonly double tolerance =
        tolerance >= 0 && double.IsFinite(tolerance)
            ? tolerance
            : throw new ArgumentOutOfRangeException(
                nameof(tolerance),
                $"The 'tolerance' parameter of ShareWithin must be finite and at least 0. Got {tolerance} instead."
            );

    /// <inheritdoc/>
    public override string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"within_{tolerance}");

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantities(Name, judged);
        return Ratio.Mean(Name, [.. outputs.Zip(labels, (o, l) => Math.Abs(o - l) <= tolerance ? 1.0 : 0)]);
    }
}
