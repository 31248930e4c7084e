using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class WilsonIntervalTests
{
    // The roots of (share − p)² = z²·p·(1 − p) / units, by NumPy.
    [Theory]
    [InlineData(3, 10, .95, .10779126740630104, .6032218525388545)]
    [InlineData(0, 20, .9, 0, .11915783736096448)]
    [InlineData(81, 263, .95, .25528851987827417, .3662095769828001)]
    public void Bounds_are_the_roots_of_its_equation(long some, long of, double confidence, double low, double high)
    {
        var interval = WilsonInterval.Of(some, of, confidence);
        Assert.Equal((double)some / of, interval.Value);
        Assert.Equal(
            (low, high),
            (interval.Low, interval.High),
            (a, b) => Near(a.Item1, b.Item1) && Near(a.Item2, b.Item2)
        );
    }

    [Fact]
    public void It_holds_the_share_mirrors_and_narrows() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[1, 50])
            .Where((some, of) => some <= of)
            .Sample(
                (some, of) =>
                {
                    var (one, other) = (WilsonInterval.Of(some, of), WilsonInterval.Of(of - some, of));
                    Assert.True(0 <= one.Low && one.Low <= one.Value && one.Value <= one.High && one.High <= 1);
                    Assert.True(Near(one.Low, 1 - other.High));
                    var more = WilsonInterval.Of(some * 4L, of * 4L);
                    Assert.True(more.High - more.Low < one.High - one.Low);
                }
            );

    [Theory]
    [InlineData(0, 0, .95)]
    [InlineData(-1, 5, .95)]
    [InlineData(6, 5, .95)]
    [InlineData(1, 5, 1)]
    public void What_is_no_share_is_refused(long some, long of, double confidence) =>
        Assert.Throws<ArgumentException>(() => WilsonInterval.Of(some, of, confidence));

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
