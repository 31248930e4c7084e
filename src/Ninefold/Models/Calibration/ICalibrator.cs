namespace Ninefold.Models.Calibration;

/// <summary>Makes probabilities of scores. Plain data; safe for concurrent use.</summary>
public interface ICalibrator
{
    /// <summary>The probability of label 1, 0 to 1, at a score.</summary>
    /// <param name="score">Finite.</param>
    double Calibrate(double score);
}
