using CsCheck;
using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void Statistic_agrees_with_scipy_with_ties()
    {
        double[] a = [.61, .29, .06, .59, -1.73, -.74, .51, -.56, .39, 1.64, .05, -.06, .64, -.82, .37];
        double[] b =
        [
            -5.13,
            -2.19,
            -2.43,
            -3.83,
            .50,
            -3.25,
            4.32,
            1.63,
            5.18,
            -.43,
            7.11,
            4.87,
            -3.1,
            -5.81,
            .39,
            .61,
            .61,
        ];
        Array.Sort(a);
        Array.Sort(b);
        Assert.Equal(0.4117647058823529, KolmogorovSmirnov.Statistic(a, b), 1e-15); // scipy.stats.ks_2samp
        Assert.Equal(0.4117647058823529, KolmogorovSmirnov.Statistic(b, a), 1e-15);
    }

    [Theory]
    [InlineData(.05, 1000, 1000, 0.1640791977266521)]
    [InlineData(.03, 5000, 2000, 0.15278434012680464)]
    [InlineData(.2, 100, 150, 0.016459484923676555)]
    [InlineData(.0089442719099991592, 1000, 1000, 0.999999999999495)] // λ = .2
    [InlineData(.013416407864998738, 1000, 1000, 0.9999906941986655)] // λ = .3
    public void P_value_agrees_with_scipy(double statistic, long n, long m, double expected) =>
        Assert.Equal(expected, KolmogorovSmirnov.PValue(statistic, n, m), 1e-12); // scipy.stats.kstwobign.sf

    [Fact]
    public void Statistic_is_the_largest_distance_that_a_slow_search_finds()
    {
        var sample = Gen.Int[0, 20].Select(i => (double)i).Array[1, 30];
        Gen.Select(sample, sample)
            .Sample(
                (a, b) =>
                {
                    var slow = a.Concat(b)
                        .Max(x => Math.Abs(a.Average(v => v <= x ? 1.0 : 0) - b.Average(v => v <= x ? 1.0 : 0)));
                    Array.Sort(a);
                    Array.Sort(b);
                    Assert.Equal(slow, KolmogorovSmirnov.Statistic(a, b), 1e-12);
                }
            );
    }
}
