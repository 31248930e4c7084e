namespace Ninefold.Monitoring;

/// <summary>
/// The population stability index: Σ (actual − expected) · ln(actual / expected) over the bins' shares. 0 where nothing
/// changed; by convention below .1 is stable, above .25 is a major shift. Even without any drift it is about
/// (bins − 1) · (1/n + 1/m) for n and m values, so small windows look drifted.
/// </summary>
/// <remarks>Siddiqi: Credit Risk Scorecards, 2006. Yurdakul, Naranjo: Statistical properties of the PSI,
/// 2020.</remarks>
internal static class PopulationStability
{
    /// <summary>A share below this counts as this, so that an empty bin gives a large term and not an infinite
    /// one.</summary>
    public const double Epsilon = 1e-4;

    /// <param name="expected">Counts in the reference's bins, summing above 0.</param>
    /// <param name="actual">Counts in the same bins, summing above 0.</param>
    public static double Index(ReadOnlySpan<long> expected, ReadOnlySpan<long> actual)
    {
        double expectedTotal = 0,
            actualTotal = 0;
        for (var i = 0; i < expected.Length; i++)
            (expectedTotal, actualTotal) = (expectedTotal + expected[i], actualTotal + actual[i]);
        var index = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var e = Math.Max(Epsilon, expected[i] / expectedTotal);
            var a = Math.Max(Epsilon, actual[i] / actualTotal);
            index += (a - e) * Math.Log(a / e);
        }
        return index;
    }
}
