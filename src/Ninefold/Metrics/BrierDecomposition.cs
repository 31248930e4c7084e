namespace Ninefold.Metrics;

/// <summary>
/// The Brier score taken apart: reliability − resolution + uncertainty, and what grouping leaves. The answers are grouped
/// by their probability, so that the first three add up to the score; with bins the differences within a bin remain.
/// Murphy (1973), "A new vector partition of the probability score"; Stephenson et al. (2008) for bins.
/// </summary>
/// <param name="Reliability">
/// The mean squared difference between a group's mean probability and its share of positives, in [0, 1]; smaller is
/// better. An error of calibration.
/// </param>
/// <param name="Resolution">
/// The mean squared difference between a group's share of positives and that of all, in [0, 0.25]; larger is better. How
/// much the answers tell apart.
/// </param>
/// <param name="Uncertainty">Rate · (1 − rate), in [0, 0.25]: the score of always answering the share of positives.</param>
/// <param name="Remainder">The Brier score minus the rest; 0, but for rounding, without bins.</param>
public readonly record struct BrierDecomposition(
    double Reliability,
    double Resolution,
    double Uncertainty,
    double Remainder
)
{
    /// <summary>The Brier score.</summary>
    public double Score => Reliability - Resolution + Uncertainty + Remainder;

    /// <summary>Takes the score of the answers apart.</summary>
    /// <param name="judged">Probabilities of 1 against a class, 0 or 1.</param>
    /// <param name="bins">How many bins of equal width divide [0, 1], at least 1; null for a group per probability.</param>
    /// <exception cref="MetricUndefinedException">There are no answers, or a probability or label is none.</exception>
    public static BrierDecomposition Of(IReadOnlyList<Judged<double, double>> judged, int? bins = null)
    {
        var ones = new double[judged.Count];
        Array.Fill(ones, 1);
        return Prepare("brier_decomposition", judged, bins)(ones);
    }

    internal delegate BrierDecomposition Weighted(ReadOnlySpan<double> weights);

    internal static Weighted Prepare(string metric, IReadOnlyList<Judged<double, double>> judged, int? bins)
    {
        if (bins < 1)
            throw new ArgumentOutOfRangeException(
                nameof(bins),
                $"The 'bins' parameter of {metric} must be at least 1. Got {bins} instead."
            );
        var (probabilities, labels) = Columns.OfProbabilities(metric, judged);
        var numbers = new Dictionary<double, int>();
        var groups = new int[probabilities.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            var key = bins is { } count ? Math.Min((int)(probabilities[row] * count), count - 1) : probabilities[row];
            numbers.TryAdd(key, numbers.Count);
            groups[row] = numbers[key];
        }
        return weights =>
        {
            var sums = new (double Weight, double Probability, double Positive)[numbers.Count];
            var (weight, positive, score) = (0.0, 0.0, 0.0);
            for (var row = 0; row < groups.Length; row++)
            {
                var (w, p, y) = (weights[row], probabilities[row], labels[row]);
                ref var sum = ref sums[groups[row]];
                sum = (sum.Weight + w, sum.Probability + w * p, sum.Positive + w * y);
                weight += w;
                positive += w * y;
                score += w * (p - y) * (p - y);
            }
            if (!(weight > 0))
                throw new MetricUndefinedException(metric, "no answer has a weight");
            var (rate, reliability, resolution) = (positive / weight, 0.0, 0.0);
            foreach (var (groupWeight, probability, positives) in sums)
            {
                if (groupWeight <= 0)
                    continue;
                var (forecast, share) = (probability / groupWeight, positives / groupWeight);
                reliability += groupWeight / weight * (forecast - share) * (forecast - share);
                resolution += groupWeight / weight * (share - rate) * (share - rate);
            }
            var uncertainty = rate * (1 - rate);
            return new(reliability, resolution, uncertainty, score / weight - reliability + resolution - uncertainty);
        };
    }
}
