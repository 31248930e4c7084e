namespace Ninefold.Models.Calibration;

/// <summary>
/// Split-conformal prediction (Papadopoulos et al., 2002; Vovk, Gammerman and Shafer, 2005): from how wrong a model was on
/// rows it was not fitted on to how wrong it will be, for rows that are exchangeable with them, whatever the model.
/// </summary>
internal static class Conformal
{
    /// <summary>The error that a new row exceeds with probability 1 − coverage at most: the ⌈(n + 1) · coverage⌉-th smallest.</summary>
    /// <exception cref="ArgumentException">The coverage is out of range, or there are too few rows for it.</exception>
    public static double Bound(double[] errors, double coverage)
    {
        if (!(coverage is > 0 and < 1))
            throw new ArgumentException($"The coverage must be above 0 and below 1, got {coverage}.");
        // Less what rounding may have added.
        var place = (int)Math.Ceiling((errors.Length + 1) * coverage - 1e-9);
        if (place > errors.Length)
            throw new ArgumentException(
                $"A coverage of {coverage} needs at least {Math.Ceiling(coverage / (1 - coverage) - 1e-9)} rows, got {errors.Length}."
            );
        return errors.Order().ElementAt(place - 1);
    }
}
