using Ninefold.Models.Auto;

namespace Ninefold.Tests.Models.Auto;

public class SkewnessTests
{
    // scipy.stats.skew([1, 2, 3, 4, 100]), by hand: m₃ / m₂^1.5.
    [Fact]
    public void It_is_the_third_standardised_moment_of_what_is_known() =>
        Assert.Equal(1.4975367033335198, Skewness.Of([1, 2, double.NaN, 3, 4, 100]), 1e-9);

    [Fact]
    public void Even_values_and_equal_values_have_none()
    {
        Assert.Equal(0, Skewness.Of([1, 2, 3]), 1e-12);
        Assert.Equal(0, Skewness.Of([5, 5, 5]));
        Assert.Equal(0, Skewness.Of([]));
    }
}
