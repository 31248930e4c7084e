using Ninefold.Data.Sampling;

namespace Ninefold.Models.Calibration;

/// <summary>
/// Corrects probabilities of a model whose training rows held another share of label 1 than the world: the odds are
/// divided by the factor they were raised by. For a kept share β of label 0 this is p = βq / (βq − q + 1) of Dal Pozzolo
/// et al., "Calibrating probability with undersampling for unbalanced classification" (2015), and for known rates the
/// prior correction of King and Zeng, "Logistic regression in rare events data" (2001). The order of scores is kept.
/// </summary>
/// <param name="OddsFactor">By how much training raised the odds of label 1, above 0 and finite; below 1 where it lowered them.</param>
public sealed record PriorCorrection(double OddsFactor) : ICalibrator
{
    /// <summary>By how much training raised the odds of label 1.</summary>
    public double OddsFactor { get; } =
        OddsFactor > 0 && double.IsFinite(OddsFactor)
            ? OddsFactor
            : throw new ArgumentOutOfRangeException(
                nameof(OddsFactor),
                $"The odds factor of PriorCorrection must be above 0 and finite, got {OddsFactor}."
            );

    /// <summary>For a model that was trained on a sample.</summary>
    public static PriorCorrection Of(ClassSample sample) => new(sample.OddsFactor);

    /// <summary>From the share of label 1 in training and in the world, both in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A share is not in (0, 1).</exception>
    public static PriorCorrection FromRates(double training, double world) => new(Odds(training) / Odds(world));

    /// <inheritdoc/>
    /// <param name="score">A probability, 0 to 1.</param>
    public double Calibrate(double score) => score / (score + OddsFactor * (1 - score));

    private static double Odds(double rate) =>
        rate is > 0 and < 1
            ? rate / (1 - rate)
            : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A share of label 1 must be in (0, 1).");
}
