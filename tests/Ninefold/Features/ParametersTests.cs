using Ninefold.Features;

namespace Ninefold.Tests.Features;

public sealed class ParametersTests
{
    private const double Share = 1.5;

    [Fact]
    public void A_part_without_faults_gets_its_name() =>
        Assert.Equal("trees", Parameters.Check("trees", Parameters.AtLeast(1, 1), Parameters.Above(null, 0)));

    [Fact]
    public void All_faults_are_told_at_once_with_name_limit_and_value()
    {
        int rounds = -1;
        var error = Assert.Throws<ArgumentException>(() =>
            Parameters.Check(
                "trees",
                Parameters.AtLeast(rounds, 1),
                Parameters.Above(Share, 1),
                Parameters.Above(double.NaN, 0, "rate"),
                Parameters.Within(Share, 0, 1)
            )
        );
        Assert.Equal(
            "trees: rounds must be 1 or more, got -1; rate must be above 0, got NaN; Share must be at least 0 and below 1, got 1.5.",
            error.Message
        );
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(.999, true)]
    [InlineData(1, false)]
    [InlineData(-.001, false)]
    [InlineData(double.NaN, false)]
    public void A_range_holds_its_low_end_and_not_its_high_one(double value, bool allowed) =>
        Assert.Equal(allowed, Parameters.Within(value, 0, 1) is null);

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void What_is_not_finite_is_never_at_least_or_above(double value)
    {
        Assert.NotNull(Parameters.AtLeast(value, 0));
        Assert.NotNull(Parameters.Above(value, 0));
    }
}
