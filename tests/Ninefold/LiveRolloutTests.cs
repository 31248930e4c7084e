using Ninefold.Experiments;
using Ninefold.Models.Releases;

namespace Ninefold.Tests;

/// <summary><see cref="LiveSystem"/> takes challengers through shadow, canary and A/B on lived traffic.</summary>
public sealed class LiveRolloutTests : IAsyncLifetime
{
    private readonly TinyHome home = new(
        new()
        {
            Plan = new TinySystem().Plan with
            {
                Shadow = new() { MinimumRequests = 40, MaxP99Ratio = null },
                Canary = new() { MinimumRequests = 40, Guardrails = [new ErrorRateGuardrail(.01)] },
                AbTestRequests = 300,
            },
        }
    );

    private RolloutStore rollouts = null!;
    private LiveSystem live = null!;
    private int users;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RolloutStage Stage => rollouts.All("tiny")[0].Stage;

    private string Learned => home.Release(ReleaseStore.Challenger).Id;

    private string Heuristic => home.Release(ReleaseStore.Heuristic).Id;

    public async ValueTask InitializeAsync()
    {
        await home.TrainAsync();
        rollouts = new(home.Workspace.Database, home.Clock);
        live = await home.ServeAsync();
        var plan = new RolloutPlan
        {
            System = "tiny",
            Champion = Heuristic,
            Challenger = Learned,
            Salt = "salt",
        };
        rollouts.Start(plan, "test");
        await live.RefreshAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        home.Dispose();
    }

    [Fact]
    public async Task A_better_challenger_moves_on_stage_by_stage_and_becomes_the_champion()
    {
        Assert.Equal(RolloutStage.Shadow, Stage);
        Assert.All(await RequestsAsync(60), p => Assert.Equal((Heuristic, "champion"), (p.Release, p.Arm)));
        await UntilAsync(RolloutStage.Canary);

        // Units of the canary whose outcome is still open must not count as units of the test, which has other shares.
        while (Stage == RolloutStage.Canary)
        {
            await RequestsAsync(400);
            await live.WatchAsync(Cancellation);
        }
        Assert.Equal(RolloutStage.AbTest, Stage);
        var answers = await RequestsAsync(400);
        Assert.InRange(answers.Count(a => a.Arm == "challenger"), 150, 250);
        Assert.All(answers, a => Assert.Equal(a.Arm == "challenger" ? Learned : Heuristic, a.Release));
        await live.WatchAsync(Cancellation);
        Assert.Equal(RolloutStage.AbTest, Stage); // no outcome is known yet

        home.Clock.Now += home.System.Plan.OutcomeWindow;
        await live.WatchAsync(Cancellation);
        Assert.Equal(RolloutStage.Promoted, Stage);
        Assert.Equal((Learned, Learned), (live.Release, home.Release(ReleaseStore.Champion).Id));
        Assert.StartsWith(
            "rollout 1: hit_rate@3 1.0000 against 0.3",
            home.Workspace.Releases.History("tiny", "champion")[0].Reason
        );
        Assert.Equal((0, 0), (live.Statistics.Failures, live.Statistics.Fallbacks));
    }

    [Fact]
    public async Task A_challenger_that_fails_as_a_canary_is_rolled_back_without_a_failed_request()
    {
        await RequestsAsync(60);
        await UntilAsync(RolloutStage.Canary);
        home.System.Fails = parts => parts.Ranker.Rung != "by-popularity";
        var answers = await RequestsAsync(400);
        Assert.All(answers, a => Assert.Equal((Heuristic, a.Arm == "challenger"), (a.Release, a.Fallback)));
        await live.WatchAsync(Cancellation);
        Assert.Equal(RolloutStage.RolledBack, Stage);
        Assert.StartsWith("error rate 1 (", rollouts.History(1)[^1].Reason);
        Assert.All(await RequestsAsync(60), a => Assert.Equal(("champion", false), (a.Arm, a.Fallback)));
        Assert.Equal(Heuristic, live.Release);
    }

    [Fact]
    public async Task A_challenger_that_fails_in_the_shadow_is_never_shown()
    {
        home.System.Fails = parts => parts.Ranker.Rung != "by-popularity";
        Assert.All(await RequestsAsync(60), a => Assert.Equal((Heuristic, false), (a.Release, a.Fallback)));
        await UntilAsync(RolloutStage.RolledBack);
    }

    [Fact]
    public async Task What_another_process_decided_is_taken_up()
    {
        await RequestsAsync(60); // the server would move on to the canary by itself
        rollouts.Move(rollouts.Current("tiny")!, RolloutStage.RolledBack, "by hand");
        await live.WatchAsync(Cancellation);
        Assert.Equal(RolloutStage.RolledBack, Stage);
        Assert.All(await RequestsAsync(60), a => Assert.Equal("champion", a.Arm));

        var second = rollouts.Start(rollouts.Find(1)!.Plan with { CanaryShare = .5 }, "again");
        await live.WatchAsync(Cancellation);
        rollouts.Move(rollouts.Find(second.Id)!, RolloutStage.Canary, "by hand");
        await live.WatchAsync(Cancellation);
        Assert.Contains(await RequestsAsync(60), a => a.Arm == "challenger");
    }

    [Fact]
    public async Task A_challenger_that_hangs_in_the_shadow_is_compared_a_few_times_and_the_rest_is_counted()
    {
        const int Most = LiveSystem<Ask, Picks, Took, TinySystem.Parts>.MostComparisons;
        using var hangs = new ManualResetEventSlim();
        home.System.Fails = parts =>
        {
            if (parts.Ranker.Rung != "by-popularity")
                hangs.Wait(Cancellation);
            return false;
        };
        for (var i = 0; i < 60; i++)
            await live.PredictAsync(LiveSystemOfTests.Json($"w{i}"), false, Cancellation);
        hangs.Set();
        await UntilAsync(RolloutStage.Canary);
        var shadow = rollouts.History(1)[^1].Figures!.Value.GetProperty("Shadow");
        Assert.True(shadow.GetProperty("Skipped").GetInt32() >= 60 - Most);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_challenger_ends_its_rollout_and_the_champion_answers(bool opens)
    {
        rollouts.Move(rollouts.Current("tiny")!, RolloutStage.RolledBack, "by hand");
        await live.WatchAsync(Cancellation);
        var ranker = home.ArtifactPath(home.Release(ReleaseStore.Challenger).Parts["Ranker"].Sha256);
        File.WriteAllText(ranker, "damaged");
        if (opens)
            await live.DisposeAsync();
        rollouts.Start(rollouts.Find(1)!.Plan, "again");
        if (opens)
            live = await home.ServeAsync();
        else
            await live.WatchAsync(Cancellation);

        Assert.All(await RequestsAsync(20), a => Assert.Equal((Heuristic, false), (a.Release, a.Fallback)));
        Assert.Equal(RolloutStage.Aborted, Stage);
        var reason = rollouts.History(2)[^1].Reason;
        Assert.StartsWith($"The challenger {Learned} cannot be loaded: Part 'Ranker' cannot be loaded. ", reason);
        await live.WatchAsync(Cancellation);
        Assert.Equal($"Rollout 2 was aborted. {reason}", live.Problem);

        await home.TrainAsync(); // repairs it
        rollouts.Start(rollouts.Find(1)!.Plan, "once more");
        await live.WatchAsync(Cancellation);
        Assert.Equal((RolloutStage.Shadow, null), (Stage, live.Problem));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_promotion_that_a_crash_cut_short_is_finished_once(bool opens)
    {
        if (opens)
            await live.DisposeAsync();
        var rollout = rollouts.Current("tiny")!;
        foreach (var stage in new[] { RolloutStage.Canary, RolloutStage.AbTest, RolloutStage.Promoted })
            rollout = rollouts.Move(rollout, stage, $"to {stage}");
        home.Clock.Now += TimeSpan.FromSeconds(1);
        if (opens)
            live = await home.ServeAsync();
        else
            await live.RefreshAsync(Cancellation);
        Assert.Equal(Learned, live.Release);

        // What people decide afterwards stays.
        home.Clock.Now += TimeSpan.FromSeconds(1);
        home.Workspace.Releases.Point("tiny", ReleaseStore.Champion, Heuristic, "by hand");
        await live.WatchAsync(Cancellation);
        await live.RefreshAsync(Cancellation);
        Assert.Equal(Heuristic, live.Release);
        Assert.Equal(
            ["by hand", "rollout 1: to Promoted"],
            home.Workspace.Releases.History("tiny", ReleaseStore.Champion).Select(h => h.Reason)
        );
    }

    [Fact]
    public async Task A_restarted_server_goes_on_in_the_same_stage()
    {
        await RequestsAsync(60);
        await UntilAsync(RolloutStage.Canary);
        var arms = (await RequestsAsync(60)).Select(a => a.Arm).ToList();
        await live.DisposeAsync();
        live = await home.ServeAsync();
        users -= 60;
        Assert.Equal(arms, (await RequestsAsync(60)).Select(a => a.Arm));
        Assert.Equal(RolloutStage.Canary, Stage);
    }

    /// <summary>Each by a user of their own, who takes something where the challenger answered, and one in three else.</summary>
    private async Task<List<Prediction>> RequestsAsync(int count)
    {
        var answers = new List<Prediction>();
        for (var i = 0; i < count; i++)
        {
            var answer = await live.PredictAsync(LiveSystemOfTests.Json($"v{users++}"), false, Cancellation);
            answers.Add(answer);
        }
        var takes = answers
            .Where((a, i) => a.Arm == "challenger" || i % 3 == 0)
            .Select(a => TinyHome.Take("v", "a0", home.Clock.Now, a.RequestId));
        await live.ObserveAsync([.. takes], Cancellation);
        home.Clock.Now += TimeSpan.FromSeconds(1);
        return answers;
    }

    /// <summary>Comparisons in the shadow go on behind the requests.</summary>
    private async Task UntilAsync(RolloutStage stage)
    {
        var before = Stage;
        while (Stage == before)
        {
            await RequestsAsync(20); // some are skipped where comparisons are slow
            await live.WatchAsync(Cancellation);
        }
        Assert.Equal(stage, Stage);
    }
}
