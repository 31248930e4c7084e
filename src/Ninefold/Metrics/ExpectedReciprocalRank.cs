namespace Ninefold.Metrics;

/// <summary>
/// Expected reciprocal rank (ERR): the mean of 1 / the rank at which a reader stops who reads from the top and stops at an
/// item of grade g with the chance (2^g − 1) / 2^gₘₐₓ, so that an item below a good one counts less. In [0, 1).
/// Chapelle et al. (2009), "Expected reciprocal rank for graded relevance".
/// </summary>
/// <param name="maximalGrade">The largest grade that can be given, above 0; a larger one is refused.</param>
/// <param name="k">How many ranks count, at least 1; null for all.</param>
public sealed class ExpectedReciprocalRank(double maximalGrade, int? k = null) : RankingMetric("err", k)
{
    private readonly double maximalGrade =
        maximalGrade > 0 && double.IsFinite(maximalGrade)
            ? maximalGrade
            : throw new ArgumentOutOfRangeException(
                nameof(maximalGrade),
                $"The 'maximalGrade' parameter of err must be finite and above 0. Got {maximalGrade} instead."
            );

    /// <inheritdoc/>
    /// <exception cref="MetricUndefinedException">The grade is larger than the largest that can be given.</exception>
    protected internal override double GainOf(double grade) =>
        grade <= maximalGrade
            ? Math.Pow(2, grade - maximalGrade) - Math.Pow(2, -maximalGrade)
            : throw new MetricUndefinedException(
                Name,
                $"a grade is {grade}, but the largest is said to be {maximalGrade}"
            );

    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal)
    {
        var (reading, sum) = (1.0, 0.0);
        for (var rank = 0; rank < gains.Length; rank++)
        {
            sum += reading * gains[rank] / (rank + 1);
            reading *= 1 - gains[rank];
        }
        return sum;
    }
}
