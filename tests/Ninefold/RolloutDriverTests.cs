using Ninefold.Experiments;

namespace Ninefold.Tests;

public sealed class RolloutDriverTests : IDisposable
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(1);

    private readonly TinyHome home = new();
    private readonly RolloutStore store;

    public RolloutDriverTests() => store = new(home.Workspace.Database, home.Clock);

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_sound_challenger_passes_shadow_and_canary_and_is_promoted_by_a_better_test()
    {
        var driver = New();
        Assert.Equal((RolloutStage.Shadow, "shadow"), (driver.Rollout.Stage, driver.ArmOf("anybody")));
        Assert.Null(driver.Decide());
        Shadow(driver, 20);
        Assert.Equal(RolloutAction.Promote, driver.Decide()?.Action);
        Assert.Equal(RolloutStage.Canary, driver.Rollout.Stage);
        Assert.Null(driver.Decide()); // what the shadow counted is not the canary's

        Requests(driver, 100, reward: _ => 0);
        Assert.Equal(RolloutAction.Promote, driver.Decide()?.Action);
        Requests(driver, 400, reward: arm => arm == "challenger" ? 1 : .5);
        Assert.Null(driver.Decide());
        var decision = driver.Decide(trafficEnds: true)!;
        Assert.StartsWith(
            "hit_rate@3 1.0000 against 0.5000, difference +0.5000 [+0.5000, +0.5000], p = 0",
            decision.Reason
        );
        Assert.Equal(RolloutStage.Promoted, driver.Rollout.Stage);
        Assert.Equal("challenger", driver.ArmOf("anybody"));
        Assert.Null(driver.Decide(trafficEnds: true));
        Assert.Equal(
            [RolloutStage.Draft, RolloutStage.Shadow, RolloutStage.Canary, RolloutStage.AbTest, RolloutStage.Promoted],
            store.History(driver.Rollout.Id).Select(t => t.To)
        );
        Assert.Equal(
            20,
            store.History(driver.Rollout.Id)[2].Figures?.GetProperty("Shadow").GetProperty("Requests").GetInt32()
        );
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.1)]
    public void A_challenger_that_is_not_shown_to_be_better_is_rolled_back(double reward)
    {
        var driver = InTest();
        var noise = new Random(1);
        Requests(driver, 400, arm => (arm == "challenger" ? reward : .5) + (noise.NextDouble() - .5) / 10);
        var decision = driver.Decide(trafficEnds: true)!;
        Assert.Equal(RolloutAction.RollBack, decision.Action);
        Assert.EndsWith("not shown to be better, so the champion stays", decision.Reason);
        Assert.Equal("champion", driver.ArmOf("anybody"));
    }

    [Fact]
    public void A_test_is_read_once_enough_outcomes_are_known()
    {
        var driver = InTest(home.System.Plan with { AbTestRequests = 100 });
        for (var i = 0; i < 500; i++)
            driver.Answered(driver.ArmOf($"u{i}"), Fast, failed: false);
        Assert.Null(driver.Decide()); // nobody knows yet what followed
        Requests(driver, 99, arm => arm == "challenger" ? 1 : 0);
        Assert.Null(driver.Decide());
        Requests(driver, 1, arm => arm == "challenger" ? 1 : 0);
        Assert.Equal(RolloutAction.Promote, driver.Decide()?.Action);
    }

    [Fact]
    public void Arms_that_did_not_get_their_shares_make_the_test_void()
    {
        var driver = InTest();
        for (var i = 0; i < 300; i++)
            driver.Rewarded(i < 250 ? "champion" : "challenger", $"u{i}", i < 250 ? 0 : 1);
        Assert.StartsWith("the arms did not get their shares (p = ", driver.Decide(trafficEnds: true)?.Reason);
        Assert.Equal(RolloutStage.RolledBack, driver.Rollout.Stage);
    }

    [Theory]
    [InlineData(RolloutStage.Shadow, "the traffic ended undecided: 0 requests were compared")]
    [InlineData(RolloutStage.Canary, "the traffic ended undecided: 0 requests in the smaller arm")]
    [InlineData(RolloutStage.AbTest, "too few units to compare: 0 and 0")]
    public void Where_the_traffic_ends_early_the_champion_stays(RolloutStage stage, string reason)
    {
        var driver = New();
        if (stage > RolloutStage.Shadow)
            Shadow(driver, 20);
        driver.Decide();
        if (stage > RolloutStage.Canary)
            Requests(driver, 100, _ => 0);
        driver.Decide();
        Assert.Equal(stage, driver.Rollout.Stage);
        Assert.StartsWith(reason, driver.Decide(trafficEnds: true)?.Reason);
        Assert.Equal(RolloutStage.RolledBack, driver.Rollout.Stage);
    }

    [Fact]
    public void A_challenger_that_fails_is_rolled_back_in_the_shadow_and_as_a_canary()
    {
        var shadow = New();
        for (var i = 0; i < 20; i++)
            shadow.ChallengerFailedInShadow(Fast);
        Assert.StartsWith("error rate 1 is above the limit", shadow.Decide()?.Reason);

        var canary = New();
        Shadow(canary, 20);
        canary.Decide();
        for (var i = 0; i < 5; i++)
            canary.Answered("challenger", Fast, failed: true);
        Assert.StartsWith("error rate 1 (5 of 5 requests) is above the limit", canary.Decide()?.Reason);
        Assert.Equal(RolloutStage.RolledBack, canary.Rollout.Stage);
    }

    [Fact]
    public void It_goes_on_where_another_process_left_it()
    {
        var first = New();
        Shadow(first, 20);
        first.Decide();
        var second = new RolloutDriver(store, store.Current("tiny")!, home.System.Plan);
        Assert.Equal(first.Rollout, second.Rollout);
        var units = Enumerable.Range(0, 1000).Select(i => $"u{i}").ToList();
        Assert.Equal(units.Select(first.ArmOf), units.Select(second.ArmOf));
        Assert.InRange(units.Count(u => first.ArmOf(u) == "challenger"), 250, 350);
    }

    [Fact]
    public void Many_threads_may_count_while_one_decides()
    {
        var driver = New();
        Parallel.For(
            0,
            4000,
            i =>
            {
                var arm = driver.ArmOf($"u{i}");
                driver.Answered(arm, Fast, failed: false);
                driver.Rewarded(arm, $"u{i}", arm == "challenger" ? 1 : 0);
                if (arm == "shadow")
                    driver.Compared(0, Fast, Fast);
                if (i % 10 == 0)
                    driver.Decide();
            }
        );
        Assert.Equal(RolloutStage.AbTest, driver.Rollout.Stage);
    }

    private RolloutDriver New(Operations? operations = null)
    {
        if (store.Current("tiny") is { } running)
            store.Move(running, RolloutStage.Aborted, "test");
        var plan = new RolloutPlan
        {
            System = "tiny",
            Champion = "a",
            Challenger = "b",
            Salt = "salt",
            CanaryShare = .3,
        };
        return new(store, store.Start(plan, "test"), operations ?? home.System.Plan);
    }

    private RolloutDriver InTest(Operations? operations = null)
    {
        var driver = New(operations);
        Shadow(driver, 20);
        driver.Decide();
        Requests(driver, 100, _ => 0);
        driver.Decide();
        Assert.Equal(RolloutStage.AbTest, driver.Rollout.Stage);
        return driver;
    }

    private static void Shadow(RolloutDriver driver, int requests)
    {
        for (var i = 0; i < requests; i++)
            driver.Compared(.5, Fast, Fast);
    }

    private static void Requests(RolloutDriver driver, int requests, Func<string, double> reward)
    {
        for (var i = 0; i < requests; i++)
        {
            var arm = driver.ArmOf($"u{i}");
            driver.Answered(arm, Fast, failed: false);
            driver.Rewarded(arm, $"u{i}", reward(arm));
        }
    }
}
