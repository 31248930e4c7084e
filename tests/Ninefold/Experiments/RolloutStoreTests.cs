using System.Text.Json;
using Ninefold.Data.Storage;
using Ninefold.Experiments;
using Ninefold.Tests.Monitoring;

namespace Ninefold.Tests.Experiments;

public sealed class RolloutStoreTests : IDisposable
{
    private static readonly RolloutStage[] Path =
    [
        RolloutStage.Shadow,
        RolloutStage.Canary,
        RolloutStage.AbTest,
        RolloutStage.Promoted,
    ];
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;
    private readonly ManualClock clock = new();
    private readonly RolloutPlan plan = new()
    {
        System = "videos",
        Champion = "r1",
        Challenger = "r2",
        Salt = "videos-r2",
        IsReplayed = true,
    };

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Goes_all_the_way_and_remembers_it_after_a_restart()
    {
        var started = Open().Start(plan, "nightly training");
        var figures = JsonSerializer.SerializeToElement(new { requests = 1000, p99 = 1.5 });
        foreach (var stage in Path)
        {
            clock.Now += TimeSpan.FromHours(1);
            var store = Open(); // each step in a process of its own
            Assert.Equal(stage, store.Move(store.Current("videos")!, stage, $"on to {stage}", figures).Stage);
        }
        var after = Open();
        Assert.Null(after.Current("videos"));
        Assert.Equal(new Rollout(started.Id, plan, RolloutStage.Promoted, 4, clock.Now), after.Find(started.Id));
        var history = after.History(started.Id);
        Assert.Equal([RolloutStage.Draft, .. Path], history.Select(t => t.To));
        Assert.Equal([null, .. history.SkipLast(1).Select(t => (RolloutStage?)t.To)], history.Select(t => t.From));
        Assert.Equal(TimeSpan.FromHours(4), history[^1].At - history[0].At);
        Assert.Equal("on to Promoted", history[^1].Reason);
        Assert.Equal(1.5, history[^1].Figures!.Value.GetProperty("p99").GetDouble());
        Assert.Null(history[0].Figures);
    }

    [Fact]
    public void Only_legal_steps_are_taken()
    {
        foreach (var from in Enum.GetValues<RolloutStage>())
        foreach (var to in Enum.GetValues<RolloutStage>())
        {
            var legal =
                to == from + 1 && to <= RolloutStage.Promoted
                || to == RolloutStage.RolledBack && from <= RolloutStage.Promoted
                || to == RolloutStage.Aborted && from < RolloutStage.Promoted;
            Assert.Equal(legal, from.Next().Contains(to));
        }
        var store = Open();
        var rollout = store.Start(plan, "");
        var error = Assert.Throws<InvalidOperationException>(() => store.Move(rollout, RolloutStage.Promoted, ""));
        Assert.Contains("is in Draft and cannot move to Promoted; allowed: Shadow, RolledBack, Aborted", error.Message);
        Assert.Single(store.History(rollout.Id));
    }

    [Fact]
    public void Of_two_processes_one_wins_and_the_other_is_told()
    {
        var (first, second) = (Open(), Open());
        var seen = first.Start(plan, "");
        first.Move(seen, RolloutStage.Shadow, "");
        var error = Assert.Throws<RolloutConflictException>(() => second.Move(seen, RolloutStage.Aborted, ""));
        Assert.Contains("already in Shadow (version 1)", error.Message);
        Assert.Equal(2, second.History(seen.Id).Count);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_wins()
    {
        var seen = Open().Start(plan, "");
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() =>
                    {
                        try
                        {
                            Open().Move(seen, RolloutStage.Shadow, $"{i}");
                            return true;
                        }
                        catch (RolloutConflictException)
                        {
                            return false;
                        }
                    })
                )
        );
        Assert.Single(outcomes, won => won);
        Assert.Equal(2, Open().History(seen.Id).Count);
    }

    [Fact]
    public void A_system_has_one_rollout_at_a_time()
    {
        var store = Open();
        var rollout = store.Start(plan, "");
        Assert.Contains(
            "is still in Draft",
            Assert.Throws<RolloutConflictException>(() => store.Start(plan, "")).Message
        );
        store.Start(plan with { System = "search" }, "");
        store.Move(rollout, RolloutStage.Aborted, "enough");
        var second = store.Start(plan, "again");
        Assert.Equal(second, store.Current("videos"));
        Assert.Equal([second.Id, rollout.Id], store.All("videos").Select(r => r.Id));
        Assert.Equal(3, store.All().Count);
    }

    [Fact]
    public void What_was_promoted_can_be_taken_back_until_another_rollout_follows()
    {
        var store = Open();
        var promoted = Path.Aggregate(store.Start(plan, ""), (r, stage) => store.Move(r, stage, ""));
        var next = store.Start(plan with { Champion = "r2", Challenger = "r3" }, "");
        Assert.Contains(
            $"followed by rollout {next.Id}",
            Assert.Throws<InvalidOperationException>(() => store.Move(promoted, RolloutStage.RolledBack, "")).Message
        );
    }

    [Fact]
    public void Each_stage_assigns_its_share_and_units_stay_with_the_challenger()
    {
        var units = Enumerable.Range(0, 10_000).Select(i => $"u{i}").ToArray();
        var store = Open();
        var rollout = store.Start(plan, "");
        Assert.Equal(0, Count("challenger"));
        rollout = store.Move(rollout, RolloutStage.Shadow, "");
        Assert.Equal(10_000, Count("shadow"));
        rollout = store.Move(rollout, RolloutStage.Canary, "");
        Assert.InRange(Count("challenger"), 420, 580);
        var canary = rollout.Assign();
        rollout = store.Move(rollout, RolloutStage.AbTest, "");
        var test = rollout.Assign();
        Assert.InRange(Count("challenger"), 4800, 5200);
        Assert.All(units.Where(u => canary.Of(u) == "challenger"), u => Assert.Equal("challenger", test.Of(u)));
        rollout = store.Move(rollout, RolloutStage.RolledBack, "");
        Assert.Equal(0, Count("challenger"));

        int Count(string arm)
        {
            var assignment = rollout.Assign();
            return units.Count(u => assignment.Of(u) == arm);
        }
    }

    [Fact]
    public void A_plan_says_all_that_is_wrong_with_it()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Open().Start(plan with { Challenger = "r1", Salt = "", CanaryShare = .6, ShadowShare = 0 }, "")
        );
        Assert.Contains("both are 'r1'", error.Message);
        Assert.Contains("Salt", error.Message);
        Assert.Contains("ShadowShare", error.Message);
        Assert.Contains("at least the canary's 0.6", error.Message);
    }

    private RolloutStore Open() => new(new Database(System.IO.Path.Combine(folder, "ninefold.db")), clock);
}
