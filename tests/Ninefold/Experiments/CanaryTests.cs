using System.Text.Json;
using Ninefold.Experiments;

namespace Ninefold.Tests.Experiments;

public sealed class CanaryTests
{
    private static readonly Canary Canary = new()
    {
        MinimumRequests = 500,
        MaximumRequests = 100_000,
        Guardrails = [new ErrorRateGuardrail(.01), new LatencyGuardrail(1.2), new MetricGuardrail("clicks", .05)],
    };

    [Fact]
    public void Promotes_what_keeps_to_every_guardrail()
    {
        var decision = Canary.Judge(Arm(5000, .30), Arm(5000, .31));
        Assert.Equal(RolloutAction.Promote, decision.Action);
        Assert.Contains("error rate", decision.Reason);
        Assert.Contains("p99", decision.Reason);
        Assert.Contains("clicks", decision.Reason);
    }

    [Fact]
    public void Waits_for_the_minimum_in_both_arms()
    {
        var decision = Canary.Judge(Arm(5000, .3), Arm(499, .3));
        Assert.Equal(RolloutAction.Continue, decision.Action);
        Assert.Contains("499 requests in the smaller arm; 500", decision.Reason);
    }

    [Fact]
    public void Rolls_back_a_release_that_fails_at_once_and_not_for_one_failure()
    {
        Assert.Equal(RolloutAction.Continue, Canary.Judge(Arm(5, .3), Arm(1, 0) with { Errors = 1 }).Action);
        var decision = Canary.Judge(Arm(60, .3), Arm(3, 0) with { Errors = 3 });
        Assert.Equal(RolloutAction.RollBack, decision.Action);
        Assert.Contains("(3 of 3 requests) is above the limit 0.01", decision.Reason);
    }

    [Fact]
    public void An_error_rate_above_the_limit_that_may_be_chance_neither_passes_nor_fails()
    {
        var decision = Canary.Judge(Arm(5000, .3), Arm(1000, .3) with { Errors = 12 });
        Assert.Equal(RolloutAction.Continue, decision.Action);
        Assert.Contains("may be chance", decision.Reason);
    }

    [Fact]
    public void A_challenger_at_the_limit_is_rarely_rolled_back_however_often_one_looks()
    {
        var random = new Random(3);
        var guardrail = new Canary { Guardrails = [new ErrorRateGuardrail(.02, Confidence: .95)] };
        var bare = Arm(0, 0);
        var rolledBack = 0;
        for (var run = 0; run < 400; run++)
        {
            var errors = 0;
            for (var i = 1; i <= 2000; i++)
            {
                errors += random.NextDouble() < .02 ? 1 : 0;
                if (guardrail.Judge(bare, bare with { Requests = i, Errors = errors }).Action == RolloutAction.RollBack)
                {
                    rolledBack++;
                    break;
                }
            }
        }
        Assert.InRange(rolledBack, 0, 20); // 5 % of 400
    }

    [Fact]
    public void Rolls_back_a_slower_one()
    {
        var slow = Arm(5000, .3) with { P99 = TimeSpan.FromMilliseconds(13) };
        var decision = Canary.Judge(Arm(5000, .3), slow);
        Assert.Equal(RolloutAction.RollBack, decision.Action);
        Assert.Equal("p99 latency 13 ms is 1.3 times the champion's 10 ms, above the limit 1.2.", decision.Reason);
    }

    [Theory]
    [InlineData(true, .30, .20, RolloutAction.RollBack)]
    [InlineData(true, .20, .30, RolloutAction.Promote)]
    [InlineData(false, .20, .30, RolloutAction.RollBack)]
    [InlineData(false, .30, .20, RolloutAction.Promote)]
    [InlineData(true, .30, .25, RolloutAction.Continue)]
    public void A_metric_may_not_get_worse_by_more_than_the_margin(
        bool higherIsBetter,
        double champion,
        double challenger,
        RolloutAction expected
    )
    {
        var canary = new Canary { Guardrails = [new MetricGuardrail("clicks", .05, higherIsBetter)] };
        var decision = canary.Judge(Arm(5000, champion), Arm(5000, challenger));
        Assert.Equal(expected, decision.Action);
        Assert.Contains("margin 0.05", decision.Reason);
    }

    [Fact]
    public void What_stays_undecided_counts_against_the_challenger()
    {
        var canary = new Canary { MaximumRequests = 5000, Guardrails = [new MetricGuardrail("clicks", .05)] };
        var decision = canary.Judge(Arm(5000, .30), Arm(5000, .25));
        Assert.Equal(RolloutAction.RollBack, decision.Action);
        Assert.StartsWith("not decided after 5000 requests; clicks is 0.25", decision.Reason);
    }

    [Fact]
    public void A_metric_that_nobody_measured_holds_it_up_and_says_what_there_is()
    {
        var canary = new Canary { Guardrails = [new MetricGuardrail("watch_time", 1)] };
        var decision = canary.Judge(Arm(5000, .3), Arm(5000, .3));
        Assert.Equal(RolloutAction.Continue, decision.Action);
        Assert.Contains(
            "watch_time needs 100 units in the champion, which has 0 (metrics it has: clicks)",
            decision.Reason
        );
    }

    [Fact]
    public void Guardrails_are_data()
    {
        var json = JsonSerializer.Serialize(Canary);
        Assert.Equal(Canary.Guardrails, JsonSerializer.Deserialize<Canary>(json)!.Guardrails);
    }

    [Fact]
    public void Guardrails_that_cannot_be_are_refused_when_they_are_built()
    {
        Assert.Contains("got 1.", Assert.Throws<ArgumentException>(() => new ErrorRateGuardrail(1)).Message);
        Assert.Throws<ArgumentException>(() => new ErrorRateGuardrail(.1, Confidence: 1));
        Assert.Throws<ArgumentException>(() => new LatencyGuardrail(0));
        Assert.Throws<ArgumentException>(() => new MetricGuardrail("m", 0));
        Assert.Throws<ArgumentException>(() => new MetricGuardrail("m", 1, Confidence: .5));
    }

    private static ArmFigures Arm(int requests, double clicks)
    {
        var sample = default(ArmSample);
        for (var i = 0; i < requests; i++)
            sample = sample.With(i < clicks * requests ? 1 : 0);
        return new()
        {
            Requests = requests,
            Errors = 0,
            P99 = TimeSpan.FromMilliseconds(10),
            Metrics = new Dictionary<string, ArmSample> { ["clicks"] = sample },
        };
    }
}
