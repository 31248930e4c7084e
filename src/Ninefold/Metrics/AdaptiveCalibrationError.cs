namespace Ninefold.Metrics;

/// <summary>
/// Adaptive calibration error: the expected calibration error with bins that hold equally many answers, in order of
/// probability, rather than equally wide ones, so that no bin is empty and crowded probabilities are told apart. Answers of
/// equal probability on the edge of two bins are divided evenly. The label is 0 or 1, the output the probability of 1. In
/// [0, 1], smaller is better. Nguyen and O'Connor (2015); Nixon et al. (2019), "Measuring calibration in deep learning".
/// </summary>
/// <seealso cref="ExpectedCalibrationError">With equally wide bins.</seealso>
public sealed class AdaptiveCalibrationError : Metric<double, double>
{
    private readonly int bins;

    /// <param name="bins">How many bins, at least 1.</param>
    public AdaptiveCalibrationError(int bins = 15)
    {
        if (bins < 1)
            throw new ArgumentOutOfRangeException(
                nameof(bins),
                $"The 'bins' parameter of {Name} must be at least 1. Got {bins} instead."
            );
        this.bins = bins;
    }

    /// <inheritdoc/>
    public override string Name => "adaptive_calibration_error";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        _ = Columns.OfProbabilities(Name, judged);
        var sweep = new ThresholdSweep(Name, judged);
        return weights =>
        {
            var points = sweep.Points(weights);
            var capacity = points[^1].Matrix.Count / bins;
            var (sum, gap, room, before) = (0.0, 0.0, capacity, default(ConfusionMatrix));
            foreach (var (probability, matrix) in points)
            {
                var left = matrix.PredictedPositives - before.PredictedPositives;
                if (left <= 0)
                    continue; // too little weight to be seen beside the rest
                // What one answer of this probability adds to its bin's gap: its probability minus its label, on average.
                var each = probability - (matrix.TruePositives - before.TruePositives) / left;
                for (; left > room; room = capacity)
                {
                    sum += Math.Abs(gap + each * room);
                    (gap, left) = (0, left - room);
                }
                (gap, room, before) = (gap + each * left, room - left, matrix);
            }
            return (sum + Math.Abs(gap)) / points[^1].Matrix.Count;
        };
    }
}
