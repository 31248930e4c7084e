using Ninefold.Experiments;

namespace Ninefold.Tests.Experiments;

public sealed class SampleRatioTests
{
    [Fact]
    public void Agrees_with_scipy()
    {
        Arm[] arms = [new("a", .25), new("b", .25), new("c", .5)];
        var close = SampleRatio.Check(arms, Counts(("a", 5000), ("b", 5210), ("c", 9790)));
        Assert.Equal(13.23, close.Statistic, 1e-9);
        Assert.Equal(0.0013401147960428168, close.PValue, 1e-12); // scipy.stats.chisquare
        Assert.False(close.IsMismatch);
        var broken = SampleRatio.Check([new("a", .5), new("b", .5)], Counts(("a", 821588), ("b", 815482)));
        Assert.Equal(1.8217928726191858e-06, broken.PValue, 1e-13);
        Assert.True(broken.IsMismatch);
    }

    [Fact]
    public void A_unit_in_an_arm_that_is_off_is_a_mismatch()
    {
        Arm[] arms = [new("a", 1), new("b", 0)];
        Assert.False(SampleRatio.Check(arms, Counts(("a", 10), ("b", 0))).IsMismatch);
        Assert.True(SampleRatio.Check(arms, Counts(("a", 10), ("b", 1))).IsMismatch);
        Assert.Contains(
            "[a, b]",
            Assert.Throws<ArgumentException>(() => SampleRatio.Check(arms, Counts(("a", 1)))).Message
        );
    }

    private static Dictionary<string, long> Counts(params (string Arm, long Units)[] counts) =>
        counts.ToDictionary(c => c.Arm, c => c.Units);
}
