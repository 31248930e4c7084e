using MathNet.Numerics;

namespace Ninefold.Monitoring;

/// <summary>Pearson's chi-square test of homogeneity: whether two sets of counts come from one distribution.</summary>
internal static class ChiSquare
{
    /// <param name="first">Counts by category, summing above 0.</param>
    /// <param name="second">Counts of the same categories, summing above 0. Categories empty in both are left
    /// out.</param>
    public static (double Statistic, double PValue) Compare(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        double firstTotal = 0,
            secondTotal = 0;
        for (var i = 0; i < first.Length; i++)
            (firstTotal, secondTotal) = (firstTotal + first[i], secondTotal + second[i]);
        var statistic = 0.0;
        var freedom = -1;
        for (var i = 0; i < first.Length; i++)
        {
            double both = first[i] + second[i];
            if (both == 0)
                continue;
            freedom++;
            var (e, f) = (
                both * firstTotal / (firstTotal + secondTotal),
                both * secondTotal / (firstTotal + secondTotal)
            );
            statistic += (first[i] - e) * (first[i] - e) / e + (second[i] - f) * (second[i] - f) / f;
        }
        return (statistic, freedom < 1 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2));
    }
}
