using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Experiments;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Monitoring;

namespace Ninefold.Tests;

public sealed class RehearsalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_better_challenger_is_promoted()
    {
        using var home = await TinyHome.TrainedAsync();
        var report = await home.RehearseAsync();
        Assert.Equal(
            [("shadow", true), ("canary", true), ("ab_test", true)],
            report.Stages.Select(s => (s.Stage, s.Passed))
        );
        Assert.True(report.Promoted);
        Assert.Equal(540, report.Requests);
        Assert.Equal(
            (home.Release(ReleaseStore.Heuristic).Id, home.Release(ReleaseStore.Challenger).Id),
            (report.Champion, report.Challenger)
        );
        Assert.Equal(report.Challenger, home.Release(ReleaseStore.Champion).Id);
        Assert.Matches(@"^hit_rate@3 0\.\d+ against 0\.\d+, difference \+0\.\d+ \[\+0", report.Stages[2].Reason);
    }

    [Fact]
    public async Task A_challenger_that_is_as_good_is_not_promoted()
    {
        using var home = await TinyHome.TrainedAsync();
        await home.RehearseAsync();
        var champion = home.Release(ReleaseStore.Champion).Id;
        await home.TrainAsync(new() { L2 = 2 });
        var report = await home.RehearseAsync();
        Assert.NotEqual(champion, report.Challenger);
        Assert.False(report.Promoted);
        Assert.EndsWith("not shown to be better, so the champion stays", report.Stages[^1].Reason);
        Assert.Equal(champion, home.Release(ReleaseStore.Champion).Id);
    }

    [Fact]
    public async Task A_worse_challenger_is_not_promoted()
    {
        using var home = await TinyHome.TrainedAsync();
        home.Promote();
        home.Workspace.Releases.Point("tiny", "challenger", home.Release(ReleaseStore.Heuristic).Id, "test");
        var report = await home.RehearseAsync();
        Assert.Equal((false, "ab_test", false), (report.Promoted, report.Stages[^1].Stage, report.Stages[^1].Passed));
        Assert.Contains("difference -0.", report.Stages[^1].Reason);
    }

    [Fact]
    public async Task A_champion_that_cannot_be_read_any_more_is_told_and_the_challenger_compared_with_the_heuristic()
    {
        using var home = await TinyHome.TrainedAsync();
        home.Promote();
        var champion = home.Release(ReleaseStore.Champion);
        await home.TrainAsync(new() { L2 = 2 });
        File.WriteAllText(home.ArtifactPath(champion.Parts["Ranker"].Sha256), "of older code");
        var told = new ToldLines();
        var report = await home.RehearseAsync(told);
        Assert.Equal(home.Release(ReleaseStore.Heuristic).Id, report.Champion);
        Assert.True(report.Promoted);
        Assert.Equal(home.Release(ReleaseStore.Challenger).Id, home.Release(ReleaseStore.Champion).Id);
        var line = Assert.Single(told.Lines, l => l.Contains(champion.Id, StringComparison.Ordinal));
        Assert.StartsWith($"The champion {champion.Id} cannot be compared with: Part 'Ranker' cannot be loaded.", line);
        Assert.EndsWith("'releases promote tiny heuristic' makes that one answer.", line);
    }

    [Fact]
    public async Task A_failing_challenger_is_rolled_back_in_the_shadow()
    {
        using var home = await TinyHome.TrainedAsync();
        home.System.Fails = parts => parts.Ranker.Rung != "by-popularity";
        var report = await home.RehearseAsync();
        Assert.Equal([("shadow", false)], report.Stages.Select(s => (s.Stage, s.Passed)));
        Assert.StartsWith("error rate 1 is above the limit", report.Stages[0].Reason);
        Assert.False(report.Promoted);
        Assert.Equal(AlarmState.Firing, Alarm(home, "answers fall back or fail").State);
    }

    [Fact]
    public async Task A_challenger_that_fails_later_has_no_success_where_it_failed()
    {
        using var home = await TinyHome.TrainedAsync();
        var calls = 0;
        home.System.Fails = parts => parts.Ranker.Rung != "by-popularity" && calls++ > 60; // after shadow and canary
        var report = await home.RehearseAsync();
        Assert.Equal(
            [("shadow", true), ("canary", true), ("ab_test", false)],
            report.Stages.Select(s => (s.Stage, s.Passed))
        );
        Assert.Contains("difference -0.", report.Stages[^1].Reason);
    }

    [Fact]
    public async Task A_finished_rehearsal_is_reported_again_without_a_replay()
    {
        using var home = await TinyHome.TrainedAsync();
        var promoted = await home.RehearseAsync();
        await home.TrainAsync(new() { L2 = 2 });
        var refused = await home.RehearseAsync();
        home.System.WhileRanking = _ => Assert.Fail("replayed");
        Assert.Equal(refused.Stages, (await home.RehearseAsync()).Stages);
        await home.TrainAsync(new(), seed: 42); // the champion again
        var again = await home.RehearseAsync();
        Assert.Equal(promoted.Stages, again.Stages);
        Assert.Equal(
            (promoted.Champion, promoted.Challenger, true),
            (again.Champion, again.Challenger, again.Promoted)
        );
        Assert.Empty(again.Drift.Features);
        Assert.Equal(2, Rollouts(home).All("tiny").Count);
    }

    [Fact]
    public async Task One_that_was_interrupted_can_be_started_again()
    {
        using var home = await TinyHome.TrainedAsync();
        using var stop = new CancellationTokenSource();
        var calls = 0;
        home.System.WhileRanking = call =>
        {
            if (++calls == 100)
                stop.Cancel();
            call.Cancellation.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => home.RehearseAsync(cancellation: stop.Token));
        home.System.WhileRanking = _ => { };
        Assert.True((await home.RehearseAsync()).Promoted);
        Assert.Equal([RolloutStage.Promoted, RolloutStage.Aborted], Rollouts(home).All("tiny").Select(r => r.Stage));
    }

    [Theory]
    [InlineData(20, "shadow", "the traffic ended undecided: 3 requests were compared; the verdict needs 20.")]
    [InlineData(1, "canary", "the traffic ended undecided: 0 requests in the smaller arm")]
    public async Task Tiny_traffic_ends_undecided(int needed, string stage, string reason)
    {
        var system = new TinySystem(new TinyData(Turns: TinyData.Rehearsal + 3, Users: 1));
        using var home = await TinyHome.TrainedAsync(
            new(new TinyData(Turns: TinyData.Rehearsal + 3, Users: 1))
            {
                Plan = system.Plan with
                {
                    Shadow = system.Plan.Shadow with { MinimumRequests = needed },
                    Canary = system.Plan.Canary with { MinimumRequests = 1 },
                },
            }
        );
        var report = await home.RehearseAsync();
        Assert.Equal((3, false), (report.Requests, report.Promoted));
        Assert.Equal((stage, false), (report.Stages[^1].Stage, report.Stages[^1].Passed));
        Assert.StartsWith(reason, report.Stages[^1].Reason);
        Assert.Null(home.Workspace.Releases.Find("tiny", ReleaseStore.Champion));
    }

    [Fact]
    public async Task No_traffic_at_all_ends_undecided()
    {
        using var home = await TinyHome.TrainedAsync(new(new TinyData(Turns: TinyData.Rehearsal)));
        var report = await home.RehearseAsync();
        Assert.Equal((0, false, "shadow"), (report.Requests, report.Promoted, report.Stages[^1].Stage));
    }

    [Fact]
    public async Task Without_a_challenger_there_is_nothing_to_rehearse()
    {
        using var home = await TinyHome.TrainedAsync();
        home.Promote();
        var report = await home.RehearseAsync();
        Assert.Null(report.Challenger);
        Assert.Equal((home.Release(ReleaseStore.Champion).Id, 0), (report.Champion, report.Requests));
        Assert.Empty(report.Stages);
    }

    [Fact]
    public async Task A_rollout_on_lived_traffic_is_not_disturbed()
    {
        using var home = await TinyHome.TrainedAsync();
        var lived = Rollouts(home)
            .Start(
                new()
                {
                    System = "tiny",
                    Champion = "a",
                    Challenger = "b",
                    Salt = "s",
                },
                ""
            );
        await Assert.ThrowsAsync<RolloutConflictException>(() => home.RehearseAsync());
        Assert.Equal(lived, Rollouts(home).Current("tiny"));
    }

    [Fact]
    public async Task What_followed_is_kept_as_replayed_observations_beside_what_was_shown()
    {
        using var home = await TinyHome.TrainedAsync();
        await home.RehearseAsync();
        var log = new List<Observation>();
        await foreach (
            var o in new ObservationReader(home.Workspace.ObservationFolder("tiny")).ReadAsync(
                cancellation: Cancellation
            )
        )
            log.Add(o);
        Assert.All(log, o => Assert.Equal((true, "tiny"), (o.Replayed, o.System)));
        Assert.Equal(540, log.Count(o => o.Kind == "take"));
        Assert.Equal(540 * 3, log.Count(o => o.Kind == "impression"));
        Assert.Equal(["challenger", "champion", "shadow"], log.Select(o => o.Arm).Distinct().Order());
        await home.TrainAsync();
        Assert.Empty(home.System.Lived); // a replay teaches nothing new
    }

    [Fact]
    public async Task The_monitors_see_the_replayed_traffic()
    {
        using var home = await TinyHome.TrainedAsync();
        var report = await home.RehearseAsync();
        Assert.Equal(["candidates", "match", "popularity"], report.Drift.Features.Select(f => f.Feature).Order());
        Assert.All(report.Drift.Features.Where(f => f.Psi is not null), f => Assert.Equal(DriftLevel.None, f.Level));
        Assert.NotNull(report.Drift.Features[0].Psi);
        Assert.Equal(AlarmState.Ok, Alarm(home, "drift from training").State);
        Assert.Equal(AlarmState.Ok, Alarm(home, "answers fall back or fail").State);
        var series = new MetricSeries(home.Workspace.Database);
        Assert.All(series.Metrics("tiny"), m => Assert.StartsWith("replayed/", m));
        var converted = series.Read(
            "tiny",
            "replayed/conversion_rate",
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.MaxValue
        );
        Assert.Equal((540, 540), (converted.Sum(p => p.Sum), converted.Sum(p => p.Count))); // everyone took something
        Assert.Equal(2, converted.Select(p => p.Release).Distinct().Count());
    }

    [Fact]
    public async Task Traffic_unlike_the_training_raises_the_alarm()
    {
        using var home = await TinyHome.TrainedAsync(new(new TinyData(Turns: 30)));
        home.System.Shift = 2;
        var report = await home.RehearseAsync();
        Assert.Equal(("match", DriftLevel.Major), (report.Drift.Features[0].Feature, report.Drift.Features[0].Level));
        var alarm = Alarm(home, "drift from training");
        Assert.Equal((AlarmState.Firing, report.Drift.Features[0].Psi), (alarm.State, alarm.Value));
    }

    private static Alarm Alarm(TinyHome home, string rule) =>
        new AlarmEvaluator(home.Workspace.Database, home.Clock).All("tiny").Single(a => a.Rule == rule);

    private sealed class ToldLines : IRunLog
    {
        public List<string> Lines { get; } = [];

        public void Step(int number, string title) { }

        public void Line(string text) => Lines.Add(text);

        public IRunWork Work(string name) => new SilentRunLog().Work(name);
    }

    private static RolloutStore Rollouts(TinyHome home) => new(home.Workspace.Database, home.Clock);
}
