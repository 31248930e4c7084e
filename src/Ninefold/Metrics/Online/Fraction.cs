namespace Ninefold.Metrics.Online;

/// <summary>
/// What one request, session or subject adds to a ratio of sums. Fractions add up, so that an experiment can sum them by
/// subject and take the variance of the ratio from there (delta method, bootstrap).
/// </summary>
/// <param name="Numerator">What is counted.</param>
/// <param name="Denominator">Out of what, at least 0.</param>
public readonly record struct Fraction(double Numerator, double Denominator)
{
    /// <summary>Numerators and denominators summed.</summary>
    public static Fraction operator +(Fraction a, Fraction b) =>
        new(a.Numerator + b.Numerator, a.Denominator + b.Denominator);
}
