using CsCheck;
using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class PopulationStabilityTests
{
    [Fact]
    public void Is_the_symmetric_divergence_that_scipy_computes() =>
        Assert.Equal(0.020273255405408225, PopulationStability.Index([20, 30, 50], [25, 25, 50]), 1e-15);

    [Fact]
    public void An_empty_bin_counts_as_epsilon() =>
        Assert.Equal(0.7276518111433091, PopulationStability.Index([100, 200, 300, 0], [10, 30, 50, 10]), 1e-12);

    [Fact]
    public void Is_zero_for_equal_shares_and_never_negative() =>
        Gen.Select(Gen.Long[0, 1000].Array[5], Gen.Long[0, 1000].Array[5])
            .Where((a, b) => a.Sum() > 0 && b.Sum() > 0)
            .Sample(
                (a, b) =>
                {
                    Assert.Equal(0, PopulationStability.Index(a, [.. a.Select(n => 3 * n)]), 1e-12);
                    Assert.True(PopulationStability.Index(a, b) >= 0);
                    Assert.Equal(PopulationStability.Index(a, b), PopulationStability.Index(b, a), 1e-12);
                }
            );
}
