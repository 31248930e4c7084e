namespace Ninefold.Tests.Data.Sampling;

/// <summary>Pearson's test of drawn frequencies, with a fixed seed.</summary>
internal static class ChiSquare
{
    /// <param name="weights">What is expected; outcomes of weight 0 may not be drawn.</param>
    /// <param name="draw">Draws an outcome.</param>
    /// <param name="draws">How often.</param>
    public static void AssertFits(double[] weights, Func<Random, int> draw, int draws)
    {
        var random = new Random(7);
        var counts = new int[weights.Length];
        for (var i = 0; i < draws; i++)
            counts[draw(random)]++;
        var (statistic, freedom, total) = (0.0, -1, weights.Sum());
        for (var i = 0; i < weights.Length; i++)
        {
            var expected = weights[i] / total * draws;
            if (expected == 0)
                Assert.Equal(0, counts[i]);
            else
                (statistic, freedom) = (statistic + Math.Pow(counts[i] - expected, 2) / expected, freedom + 1);
        }
        // The 99.9 % point by Wilson and Hilferty's cube-root approximation.
        var limit = freedom * Math.Pow(1 - 2.0 / (9 * freedom) + 3.09 * Math.Sqrt(2.0 / (9 * freedom)), 3);
        Assert.True(statistic < limit, $"chi-square {statistic:F1} of {freedom} degrees must be below {limit:F1}");
    }
}
