using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>
/// Expected calibration error: the difference between mean probability and share of positives in each of a number of
/// equally wide bins, averaged over the answers. The label is 0 or 1, the output the probability of 1. In [0, 1]; it is
/// biased upwards where bins hold few answers. Naeini et al. (2015); Guo et al. (2017), "On calibration of modern neural
/// networks".
/// </summary>
public sealed class ExpectedCalibrationError : Metric<double, double>
{
    private readonly int bins;

    /// <param name="bins">How many bins of equal width divide [0, 1], at least 1; each holds its lower edge.</param>
    public ExpectedCalibrationError(int bins = 15)
    {
        if (bins < 1)
            throw new ArgumentOutOfRangeException(
                nameof(bins),
                $"The 'bins' parameter of {Name} must be at least 1. Got {bins} instead."
            );
        this.bins = bins;
    }

    /// <inheritdoc/>
    public override string Name => "expected_calibration_error";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (probabilities, labels) = Columns.OfProbabilities(Name, judged);
        int[] bin = [.. probabilities.Select(p => Math.Min((int)(p * bins), bins - 1))];
        return weights =>
        {
            // A bin's weight cancels: weight × |mean probability − share of positives| = |Σ w·(p − y)|.
            var sums = new double[bins];
            for (var row = 0; row < bin.Length; row++)
                sums[bin[row]] += weights[row] * (probabilities[row] - labels[row]);
            var total = TensorPrimitives.Sum(weights);
            return total > 0
                ? TensorPrimitives.SumOfMagnitudes<double>(sums) / total
                : throw new MetricUndefinedException(Name, "no answer has a weight");
        };
    }
}
