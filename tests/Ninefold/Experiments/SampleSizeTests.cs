using Ninefold.Experiments;

namespace Ninefold.Tests.Experiments;

public sealed class SampleSizeTests
{
    [Fact]
    public void Agrees_with_statsmodels()
    {
        Assert.Equal(3140, SampleSize.ForMeans(1, .1)); // NormalIndPower().solve_power: 2 × 1569.77
        Assert.Equal(11675, SampleSize.ForMeans(1, .1, power: .9, share: .1)); // ratio 1/9: 11674.91
        Assert.Equal(29497, SampleSize.ForProportions(.1, .01));
        Assert.Equal(0.6087794846454566, SampleSize.Power(2000, 1, .1), 1e-9);
    }

    [Fact]
    public void A_test_of_the_planned_size_finds_the_effect_as_often_as_promised()
    {
        var random = new Random(2);
        var deviation = Math.Sqrt(1 / 12.0);
        var units = SampleSize.ForMeans(deviation, .1, power: .8) / 2;
        var found = 0;
        for (var test = 0; test < 1000; test++)
        {
            ArmSample a = default,
                b = default;
            for (var i = 0; i < units; i++)
                (a, b) = (a.With(random.NextDouble()), b.With(random.NextDouble() + .1));
            found += AbTest.Compare(a, b).IsSignificant ? 1 : 0;
        }
        Assert.InRange(found, 760, 840);
    }

    [Fact]
    public void Refuses_a_difference_that_cannot_be()
    {
        Assert.Throws<ArgumentException>(() => SampleSize.ForProportions(.9, .2));
        Assert.Throws<ArgumentException>(() => SampleSize.ForMeans(1, 0));
    }
}
