namespace Ninefold.Metrics;

/// <summary>
/// Rank-biased precision (RBP): (1 − p)·Σ relevantᵢ·pⁱ⁻¹, what a reader gains per item who goes on to the next with
/// chance p. In [0, 1]; it only grows with what is known to be relevant further down. Moffat and Zobel (2008),
/// "Rank-biased precision for measurement of retrieval effectiveness".
/// </summary>
/// <param name="persistence">The chance to go on, in (0, 1): .95 for a patient reader, .5 for a hasty one.</param>
/// <param name="k">How many ranks count, at least 1; null for all.</param>
public sealed class RankBiasedPrecision(double persistence = .8, int? k = null) : RankingMetric("rbp", k)
{
    private readonly double persistence = persistence is > 0 and < 1
        ? persistence
        : throw new ArgumentOutOfRangeException(
            nameof(persistence),
            $"The 'persistence' parameter of rbp must be in (0, 1). Got {persistence} instead."
        );

    /// <inheritdoc/>
    protected internal override bool IsLinear => true;

    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal)
    {
        var (chance, sum) = (1 - persistence, 0.0);
        foreach (var gain in gains)
        {
            sum += gain * chance;
            chance *= persistence;
        }
        return sum;
    }
}
