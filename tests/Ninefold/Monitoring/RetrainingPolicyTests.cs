using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class RetrainingPolicyTests
{
    private static readonly RetrainingPolicy Policy = new()
    {
        After = TimeSpan.FromDays(7),
        AtDrift = .25,
        AtMetricDrop = .1,
    };

    [Fact]
    public void Nothing_fires_below_the_limits()
    {
        var decision = Policy.Decide(TimeSpan.FromDays(6.9), Drift(.24), new("clicks", .1, .0901));
        Assert.Equal(new RetrainingDecision(false, "No trigger of the policy fired."), decision);
    }

    [Fact]
    public void Each_trigger_fires_at_its_limit_and_the_reason_names_all()
    {
        Assert.Equal(
            new(true, "The release is 7 days old, the limit is 7 days."),
            Policy.Decide(TimeSpan.FromDays(7), Drift(.1))
        );
        Assert.Equal(
            new(true, "'b' drifted by PSI 0.3, the limit is 0.25."),
            Policy.Decide(TimeSpan.FromDays(2), Drift(.3))
        );
        var all = Policy.Decide(TimeSpan.FromDays(8), Drift(.3), new("clicks", .1, .08));
        Assert.True(all.Retrain);
        Assert.Contains("8 days", all.Reason);
        Assert.Contains("PSI", all.Reason);
        Assert.Contains("clicks went from 0.1 to 0.08, worse by 20", all.Reason);
    }

    [Fact]
    public void A_loss_gets_worse_by_growing()
    {
        Assert.True(Policy.Decide(TimeSpan.FromDays(2), null, new("log_loss", .5, .6, HigherIsBetter: false)).Retrain);
        Assert.False(Policy.Decide(TimeSpan.FromDays(2), null, new("log_loss", .5, .4, HigherIsBetter: false)).Retrain);
    }

    [Fact]
    public void A_young_release_is_not_replaced_and_triggers_that_are_off_never_fire()
    {
        var early = Policy.Decide(TimeSpan.FromHours(12), Drift(1));
        Assert.False(early.Retrain);
        Assert.Equal(
            "Too early: 'b' drifted by PSI 1, the limit is 0.25; but the release is 0.5 days old, and retraining waits for 1 days.",
            early.Reason
        );
        Assert.False(new RetrainingPolicy().Decide(TimeSpan.FromDays(999), Drift(9), new("x", 1, 0)).Retrain);
        Assert.False(Policy.Decide(TimeSpan.FromDays(2)).Retrain);
    }

    private static DriftReport Drift(double psi) =>
        new([
            new("a", 10, null, null, null, DriftLevel.Unknown),
            new("b", 1000, psi, .1, .1, DriftLevel.Major),
            new("c", 1000, psi / 2, .1, .1, DriftLevel.Moderate),
        ]);
}
