using Ninefold.Experiments;

namespace Ninefold.Tests.Experiments;

public sealed class ShadowComparisonTests
{
    [Fact]
    public void Reports_disagreement_latency_and_errors_from_many_threads()
    {
        var comparison = new ShadowComparison();
        Parallel.For(
            0,
            10_000,
            i =>
            {
                if (i % 100 == 0)
                    comparison.RecordError(TimeSpan.FromMilliseconds(1));
                else
                    comparison.RecordAnswers(
                        i % 2,
                        TimeSpan.FromMilliseconds(1),
                        TimeSpan.FromMilliseconds(i % 20 == 1 ? 40 : 2)
                    );
            }
        );
        comparison.RecordSkipped();
        var report = comparison.Report();
        Assert.Equal(1, report.Skipped);
        Assert.Equal((10_000, 100), (report.Requests, report.Errors));
        Assert.Equal(.01, report.ErrorRate);
        Assert.Equal(5000 / 9900.0, report.MeanDisagreement, 1e-9);
        Assert.Equal(1, report.ChampionP99.TotalMilliseconds, .02);
        Assert.Equal(2, report.ChallengerP50.TotalMilliseconds, .03);
        Assert.Equal(40, report.ChallengerP99.TotalMilliseconds, .5);
    }

    [Fact]
    public void The_verdict_waits_for_the_minimum_and_then_names_every_limit_that_is_broken()
    {
        var limits = new ShadowLimits
        {
            MinimumRequests = 100,
            MaxErrorRate = .01,
            MaxDisagreement = .5,
            MaxP99Ratio = 2,
        };
        var report = new ShadowReport(99, 50, .7, Ms(1), Ms(1), Ms(3), Ms(3));
        Assert.Equal(RolloutAction.Continue, limits.Judge(report).Action);
        var bad = limits.Judge(report with { Requests = 100 });
        Assert.Equal(RolloutAction.RollBack, bad.Action);
        Assert.Contains("error rate 0.5 is above the limit 0.01", bad.Reason);
        Assert.Contains("mean disagreement 0.7 is above the limit 0.5", bad.Reason);
        Assert.Contains("3 times the champion's", bad.Reason);
        var good = limits.Judge(new(100, 1, .5, Ms(1), Ms(1), Ms(2), Ms(2)));
        Assert.Equal(RolloutAction.Promote, good.Action);

        static TimeSpan Ms(double value) => TimeSpan.FromMilliseconds(value);
    }

    [Fact]
    public void Refuses_a_disagreement_that_is_none() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new ShadowComparison().RecordAnswers(double.NaN, TimeSpan.Zero, TimeSpan.Zero)
        );
}
