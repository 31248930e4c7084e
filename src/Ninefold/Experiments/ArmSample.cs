namespace Ninefold.Experiments;

/// <summary>
/// What one arm's units yielded, in six running numbers (Welford's updates): enough for the mean of a value and for a
/// ratio of sums, with their variances.
/// </summary>
/// <remarks>
/// A unit is what was assigned, such as a user, and is added once with its sums: requests of one user are not
/// independent, so adding each request understates the variance. <c>default</c> is the empty sample.
/// </remarks>
public readonly record struct ArmSample
{
    /// <summary>How many units were added.</summary>
    public long Units { get; init; }

    /// <summary>The mean of the units' numerators.</summary>
    public double NumeratorMean { get; init; }

    /// <summary>The mean of the units' denominators; 1 for a mean of values.</summary>
    public double DenominatorMean { get; init; }

    /// <summary>The numerators' squared distances from their mean, summed.</summary>
    public double NumeratorSquares { get; init; }

    /// <summary>The denominators' squared distances from their mean, summed.</summary>
    public double DenominatorSquares { get; init; }

    /// <summary>The products of both distances, summed.</summary>
    public double Products { get; init; }

    /// <summary>The metric: the sum of numerators over the sum of denominators. NaN where there is nothing to divide
    /// by.</summary>
    public double Value => NumeratorMean / DenominatorMean;

    /// <summary>
    /// The variance of <see cref="Value"/> as an estimate, by the delta method; for a mean it is s²/n. NaN below two
    /// units.
    /// </summary>
    /// <remarks>Deng, Knoblich, Lu: Applying the delta method in metric analytics, KDD 2018.</remarks>
    public double ValueVariance =>
        Units < 2
            ? double.NaN
            : Math.Max(0, NumeratorSquares - 2 * Value * Products + Value * Value * DenominatorSquares)
                / (Units - 1)
                / Units
                / (DenominatorMean * DenominatorMean);

    /// <summary>This sample and one unit more.</summary>
    /// <param name="numerator">The unit's value, or its sum such as clicks. Finite.</param>
    /// <param name="denominator">What it is counted per, such as the unit's impressions. Finite.</param>
    public ArmSample With(double numerator, double denominator = 1)
    {
        if (!double.IsFinite(numerator) || !double.IsFinite(denominator))
            throw new ArgumentException($"A unit's sums must be finite; got {numerator} per {denominator}.");
        var units = Units + 1;
        var (x, y) = (numerator - NumeratorMean, denominator - DenominatorMean);
        var (meanX, meanY) = (NumeratorMean + x / units, DenominatorMean + y / units);
        return new()
        {
            Units = units,
            NumeratorMean = meanX,
            DenominatorMean = meanY,
            NumeratorSquares = NumeratorSquares + x * (numerator - meanX),
            DenominatorSquares = DenominatorSquares + y * (denominator - meanY),
            Products = Products + x * (denominator - meanY),
        };
    }

    /// <summary>The sample of one value a unit.</summary>
    public static ArmSample Of(params ReadOnlySpan<double> values)
    {
        var sample = default(ArmSample);
        foreach (var value in values)
            sample = sample.With(value);
        return sample;
    }
}
