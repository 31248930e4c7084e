using Ninefold.Experiments;

namespace Ninefold.Tests.Experiments;

public sealed class AbTestTests
{
    [Fact]
    public void Means_agree_with_scipy()
    {
        var effect = AbTest.Compare(
            ArmSample.Of(5.1, 4.9, 6.2, 5.8, 5.5, 4.4, 6.1),
            ArmSample.Of(6.3, 5.9, 7.4, 6.6, 5.2, 7.1)
        );
        Assert.Equal(0.03825342092222707, effect.PValue, 1e-12); // scipy.stats.ttest_ind(equal_var=False)
        Assert.Equal(0.06548016930638412, effect.Low, 1e-8);
        Assert.Equal(1.9107103068840923, effect.High, 1e-8);
        Assert.True(effect.IsSignificant);
        Assert.Equal(effect.Difference / effect.Control, effect.Lift);
    }

    [Fact]
    public void Ratios_agree_with_the_delta_method_in_numpy()
    {
        var effect = AbTest.Compare(
            ArmSampleTests.Ratio([1, 0, 3, 2, 5, 1], [10, 8, 20, 15, 22, 9]),
            ArmSampleTests.Ratio([2, 1, 4, 3, 6], [9, 7, 21, 14, 19])
        );
        Assert.Equal(0.07684335134655466, effect.PValue, 1e-12);
        Assert.Equal(-0.011417863248150278, effect.Low, 1e-8);
    }

    [Fact]
    public void Proportions_agree_with_statsmodels()
    {
        var effect = AbTest.CompareProportions((200, 2000), (230, 2000));
        Assert.Equal(0.1256755531487736, effect.PValue, 1e-12); // proportions_ztest
        Assert.Equal(-0.004220790703502814, effect.Low, 1e-12); // confint_proportions_2indep, newcomb
        Assert.Equal(0.034245147014329055, effect.High, 1e-12);
        var small = AbTest.CompareProportions((0, 20), (5, 20));
        Assert.Equal(0.01682740948275685, small.PValue, 1e-12);
        Assert.Equal(0.03776544556663031, small.Low, 1e-12);
        Assert.Equal(0.4687008776187441, small.High, 1e-12);
        Assert.Null(small.Lift);
    }

    [Fact]
    public void Swapping_the_arms_mirrors_the_interval()
    {
        var (a, b) = (ArmSample.Of(1, 2, 4, 8), ArmSample.Of(3, 3, 5));
        var (there, back) = (AbTest.Compare(a, b), AbTest.Compare(b, a));
        Assert.Equal(there.PValue, back.PValue, 1e-14);
        Assert.Equal(there.Low, -back.High, 1e-12);
        Assert.Equal(there.High, -back.Low, 1e-12);
    }

    [Fact]
    public void The_interval_at_any_time_is_that_of_the_paper()
    {
        // Two arms whose values differ by .06 on average, with variance .0002 each of the mean.
        var (control, treatment) = (Fixed(0), Fixed(.06));
        var effect = AbTest.CompareAnyTime(control, treatment, expected: .05);
        Assert.Equal(0.05564240934943782, effect.PValue, 1e-9); // Johari et al., eq. for normal data, in Python
        Assert.Equal(0.06082124819018596, effect.High - effect.Difference, 1e-9);

        static ArmSample Fixed(double mean) =>
            new()
            {
                Units = 1000,
                NumeratorMean = mean,
                DenominatorMean = 1,
                NumeratorSquares = .0002 * 1000 * 999,
            };
    }

    [Fact]
    public void Peeking_fools_the_test_for_one_look_and_not_the_test_for_any_time()
    {
        var random = new Random(1);
        const int tests = 400;
        int once = 0,
            anyTime = 0;
        for (var test = 0; test < tests; test++)
        {
            ArmSample a = default,
                b = default;
            bool fooledOnce = false,
                fooledAnyTime = false;
            for (var look = 0; look < 30; look++)
            {
                for (var i = 0; i < 100; i++)
                    (a, b) = (a.With(random.NextDouble()), b.With(random.NextDouble()));
                fooledOnce |= AbTest.Compare(a, b).IsSignificant;
                fooledAnyTime |= AbTest.CompareAnyTime(a, b, .02).IsSignificant;
            }
            once += fooledOnce ? 1 : 0;
            anyTime += fooledAnyTime ? 1 : 0;
        }
        Assert.True(once > .15 * tests, $"{once} of {tests}"); // there is no effect at all
        Assert.True(anyTime < .05 * tests, $"{anyTime} of {tests}");
    }

    [Fact]
    public void Units_that_never_differ_leave_no_doubt_and_too_few_are_refused()
    {
        var same = AbTest.Compare(ArmSample.Of(1, 1), ArmSample.Of(1, 1));
        Assert.Equal((0, 0, 1.0), (same.Low, same.High, same.PValue));
        Assert.Contains(
            "got 1 in control",
            Assert.Throws<ArgumentException>(() => AbTest.Compare(ArmSample.Of(1), ArmSample.Of(1, 2))).Message
        );
        Assert.Throws<ArgumentException>(() => AbTest.CompareAnyTime(ArmSample.Of(1, 2), ArmSample.Of(1, 2), .1));
        Assert.Throws<ArgumentException>(() => AbTest.CompareProportions((3, 2), (1, 2)));
    }
}
