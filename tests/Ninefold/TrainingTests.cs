using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Tests;

public sealed class TrainingTests
{
    [Fact]
    public async Task A_second_run_reuses_every_step_and_makes_the_same_release()
    {
        using var home = new TinyHome();
        var first = await home.TrainAsync();
        var second = await home.TrainAsync();
        Assert.Equal(
            [
                "source: most-popular",
                "source: item-knn",
                "pairs to train on",
                "pairs to choose on",
                "ranker: by-popularity",
                "ranker: logistic-regression",
                "ranker: importance",
                "ranker: inspection",
                "ranker: back-test",
                "source: item-knn on all the past",
            ],
            first.Steps.Where(s => !s.Reused).Select(s => s.Name).Take(10)
        );
        Assert.Empty(Done(second));
        Assert.Equal((first.Release, first.Heuristic), (second.Release, second.Heuristic));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal([second.Id, first.Id], home.Workspace.Runs.List("tiny").Select(r => r.Id));
    }

    [Fact]
    public async Task A_change_recomputes_only_what_depends_on_it()
    {
        using var home = new TinyHome();
        var first = await home.TrainAsync();
        Assert.Equal(
            [
                "ranker: logistic-regression",
                "ranker: importance",
                "ranker: inspection",
                "ranker: back-test",
                "evaluation",
            ],
            Done(await home.TrainAsync(new() { L2 = 2 }))
        );
        foreach (var other in new[] { await home.TrainAsync(seed: 7), await home.TrainAsync(new(new TinyData(2))) })
            Assert.Equal(first.Steps.Select(s => s.Name).Distinct(), Done(other).Distinct());
    }

    [Fact]
    public async Task The_same_seed_and_data_give_the_same_release_in_two_homes_and_others_another()
    {
        using TinyHome one = new(),
            two = new();
        var release = (await one.TrainAsync()).Release;
        Assert.Equal(release, (await two.TrainAsync()).Release);
        Assert.NotEqual(release, (await two.TrainAsync(seed: 7)).Release);
        Assert.NotEqual(release, (await two.TrainAsync(new(new TinyData(Seed: 2)))).Release);
    }

    [Fact]
    public async Task The_order_of_histories_does_not_move_the_id()
    {
        var views = Enumerable.Range(0, 12).Select(i => new HistoryView($"view{i:00}", "take")).ToList();
        using TinyHome one = new(new() { MoreHistories = views }),
            two = new(new() { MoreHistories = [.. Enumerable.Reverse(views)] });
        var release = one.Release((await one.TrainAsync()).Release);
        Assert.Equal(release.Histories.Keys.Order(StringComparer.Ordinal), release.Histories.Keys);
        Assert.Equal(release.Id, (await two.TrainAsync()).Release);
    }

    [Theory]
    [InlineData("pairs to choose on")]
    [InlineData("ranker: logistic-regression")]
    public async Task A_stopped_run_goes_on_after_its_last_finished_step(string stoppedAt)
    {
        using var home = new TinyHome();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            home.TrainAsync(log: new Interruption(stoppedAt, stop.Cancel), cancellation: stop.Token)
        );
        Assert.Equal((RunState.Failed, "stopped by the user"), (StateOf(home).State, StateOf(home).Error));
        var resumed = await home.TrainAsync();
        Assert.Equal(stoppedAt, Done(resumed)[0]);
        Assert.Contains(resumed.Steps, s => s is { Name: "source: item-knn", Reused: true });
    }

    [Fact]
    public async Task A_run_that_fails_is_remembered_with_its_reason_and_leaves_no_release()
    {
        using var home = new TinyHome();
        await Assert.ThrowsAsync<IOException>(() =>
            home.TrainAsync(log: new Interruption("ranker: by-popularity", () => throw new IOException("disk full")))
        );
        Assert.Equal((RunState.Failed, "disk full"), (StateOf(home).State, StateOf(home).Error));
        Assert.Empty(home.Workspace.Releases.List("tiny"));
    }

    [Fact]
    public async Task A_damaged_step_is_done_again_and_repaired()
    {
        using var home = new TinyHome();
        var step = (await home.TrainAsync()).Steps.First(s => s.Name == "ranker: logistic-regression");
        var artifact = home
            .Workspace.Database.Query(
                "SELECT artifact FROM steps WHERE key = $key",
                r => r.GetString(0),
                ("key", step.Key)
            )
            .Single();
        var path = home.ArtifactPath(artifact);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1; // of the same length
        File.WriteAllBytes(path, bytes);
        Assert.Equal([step.Name], Done(await home.TrainAsync()));
        Assert.Empty(Done(await home.TrainAsync()));
        Assert.NotNull(new ArtifactStore(Path.Combine(home.Path, "artifacts")).Get(artifact));
    }

    [Fact]
    public async Task A_release_that_meets_what_was_demanded_becomes_the_challenger()
    {
        using var home = new TinyHome();
        var report = await home.TrainAsync();
        Assert.True(report.MeetsQuality);
        Assert.Equal(report.Release, home.Release(ReleaseStore.Challenger).Id);
        Assert.Equal(report.Heuristic, home.Release(ReleaseStore.Heuristic).Id);
        Assert.Equal("", home.Release(ReleaseStore.Heuristic).Rung);
        Assert.Null(home.Workspace.Releases.Find("tiny", ReleaseStore.Champion));
        Assert.Equal(["source", "ranker"], report.Ladders.Select(l => l.Name));
        Assert.Equal("logistic-regression", report.Ladders[1].ChosenRung?.Name);
        var heuristic = home.Load(ReleaseStore.Heuristic).Parts;
        Assert.Equal(("most-popular", "by-popularity"), (heuristic.Source.Rung, heuristic.Ranker.Rung));
        Assert.Equal(
            report.Steps.Select(s => s.Key),
            home.Workspace.Runs.Get(report.Id).Report?.Steps.Select(s => s.Key)
        );
    }

    [Fact]
    public async Task A_release_that_misses_its_quality_is_kept_but_does_not_become_the_challenger()
    {
        using var home = new TinyHome(new() { Requirements = [Require.AtLeast(TinySystem.Success, .99, TinyData.Id)] });
        var report = await home.TrainAsync();
        Assert.Equal((false, true), (report.MeetsQuality, report.MeetsSpeed));
        Assert.Null(home.Workspace.Releases.Find("tiny", ReleaseStore.Challenger));
        Assert.Equal(report.Release, home.Release(report.Release).Id);
    }

    [Fact]
    public async Task Too_slow_is_told_apart_from_not_good_enough()
    {
        using var home = new TinyHome(new() { Requirements = [Require.AtMost(Measurements.P99, 0)] });
        var report = await home.TrainAsync();
        Assert.Equal((true, false), (report.MeetsQuality, report.MeetsSpeed));
        Assert.Equal(report.Release, home.Release(ReleaseStore.Challenger).Id);
    }

    [Fact]
    public async Task A_floor_bound_to_other_data_does_not_apply_and_a_quick_run_enforces_nothing()
    {
        var floor = Require.AtLeast(TinySystem.Success, .99, "other-data");
        using var home = new TinyHome(new() { Requirements = [floor] });
        var report = await home.TrainAsync();
        Assert.Null(report.Requirements.Single().Met);
        Assert.NotNull(report.Requirements.Single().Value);
        Assert.True(report.MeetsQuality);

        using var quick = new TinyHome(
            new() { Requirements = [floor with { On = null }, Require.AtMost(Measurements.P99, 0)] },
            new() { Quick = true }
        );
        Assert.All((await quick.TrainAsync()).Requirements, r => Assert.Null(r.Met));
    }

    [Fact]
    public async Task Every_kind_of_requirement_is_measured()
    {
        using var home = new TinyHome(
            new()
            {
                Requirements =
                [
                    Require.BeatsHeuristic(TinySystem.Success),
                    Require.Beats("by-popularity", TinySystem.Success),
                    Require.AtLeast(TinySystem.Success, .5),
                    Require.AtMost(Measurements.P50, 1000),
                    Require.AtMost(Measurements.P99, 1000),
                    Require.AtLeast(Measurements.Throughput, 1),
                    Require.AtMost(Measurements.Memory, 1),
                ],
            }
        );
        var report = await home.TrainAsync();
        Assert.All(report.Requirements, r => Assert.True(r.Met, $"{r.Requirement.Name}: {r.Value}"));
        Assert.Equal(["heuristic", "by-popularity", "released"], report.Evaluation.Flows.Select(f => f.Name));
        var gain = report.Evaluation.Differences.Single(d => d is { Rival: "heuristic", Metric: TinySystem.Success });
        Assert.Equal(gain.Difference.Low, report.Requirements[0].Value);
        Assert.Equal(home.Release(report.Release).Bytes / 1e6, report.Requirements[^1].Value);
    }

    [Fact]
    public async Task A_requirement_on_a_metric_that_nobody_measures_is_an_error()
    {
        using var home = new TinyHome(new() { Requirements = [Require.AtLeast("hitrate@3", .1)] });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => home.TrainAsync());
        Assert.Equal(
            "The requirements of tiny name hitrate@3, which nothing measures. There are: hit_rate@3, catalogue_coverage, "
                + "p50_ms, p99_ms, requests_per_second, release_mb.",
            error.Message
        );
    }

    private static List<string> Done(RunReport report) => [.. report.Steps.Where(s => !s.Reused).Select(s => s.Name)];

    private static RunRecord StateOf(TinyHome home) => home.Workspace.Runs.List("tiny")[0];
}
