using System.Collections.Concurrent;
using System.Text;
using Ninefold.Data.Observations;
using Ninefold.Models.Releases;
using Ninefold.Monitoring;

namespace Ninefold.Tests;

/// <summary>Serving and observing; <see cref="LiveRolloutTests"/> has challengers on lived traffic.</summary>
public sealed class LiveSystemOfTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Releases_are_swapped_under_load_without_a_failed_or_a_mixed_answer()
    {
        using var home = await TinyHome.TrainedAsync();
        var expected = new Dictionary<string, string>();
        string[] names = [ReleaseStore.Challenger, ReleaseStore.Heuristic];
        foreach (var name in names)
        {
            var predictor = await home.Engine.LoadAsync(name, Cancellation);
            var answer = await predictor.PredictAsync(Json("u01"), false, Cancellation);
            expected.Add(predictor.Release, Shown(answer));
        }
        Assert.Equal(2, expected.Values.Distinct().Count());

        await using var live = await home.ServeAsync();
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<(string Release, string Items), bool>();
        var answered = 0L;
        var count = 0;
        var clients = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        while (!stop.IsCancellationRequested)
                        {
                            var answer = await live.PredictAsync(Json("u01"), false, Cancellation);
                            seen.TryAdd((answer.Release, Shown(answer)), true);
                            Interlocked.Increment(ref answered);
                            Interlocked.Increment(ref count);
                        }
                    },
                    Cancellation
                )
            )
            .ToList();
        for (var flip = 0; flip < 20; flip++)
        {
            home.Workspace.Releases.Point("tiny", "champion", home.Release(names[flip % 2]).Id, "flip");
            await live.RefreshAsync(Cancellation);
            Assert.Equal(home.Release(names[flip % 2]).Id, live.Release);
            var enough = Volatile.Read(ref count) + 20;
            while (Volatile.Read(ref count) < enough && !clients.Exists(c => c.IsFaulted))
                await Task.Delay(1, Cancellation);
        }
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Assert.All(seen.Keys, a => Assert.Equal(expected[a.Release], a.Items));
        Assert.Equal(2, seen.Count);
        var (requests, failures, fallbacks, _, _, _, p99) = live.Statistics;
        Assert.Equal((answered, 0, 0), (requests, failures, fallbacks));
        Assert.True(p99 > 0);
    }

    [Fact]
    public async Task What_is_observed_changes_the_next_answer_and_what_is_repeated_does_not()
    {
        using var home = await TinyHome.TrainedAsync();
        home.Promote();
        string after;
        await using (var live = await home.ServeAsync())
        {
            Assert.Equal("", Shown(await live.PredictAsync(Json("new"), false, Cancellation)));
            var takes = new[] { "b0", "b1" }
                .Select((b, i) => TinyHome.Take("new", b, home.Clock.Now.AddTicks(i)))
                .ToList();
            Assert.Equal(new AppendResult(2, 0), await live.ObserveAsync(takes, Cancellation));
            Assert.Equal(new AppendResult(0, 2), await live.ObserveAsync(takes, Cancellation));
            // A known id is the known observation, whatever else it says; what is new beside it counts.
            Assert.Equal(
                new AppendResult(1, 1),
                await live.ObserveAsync(
                    [
                        takes[0] with
                        {
                            At = home.Clock.Now.AddSeconds(1),
                        },
                        TinyHome.Take("new", "b2", home.Clock.Now.AddSeconds(2)),
                    ],
                    Cancellation
                )
            );
            Assert.Empty(await ItemsAsync(live, "new")); // it is not later yet
            home.Clock.Now += TimeSpan.FromMinutes(1);
            Assert.Equal(["b0", "b1", "b2"], await ItemsAsync(live, "new"));
            after = Shown(await live.PredictAsync(Json("new"), false, Cancellation));
            Assert.Matches("^b. b. b.$", after);
            Assert.Equal(3, live.Statistics.Observations);
        }
        await using var reopened = await home.ServeAsync();
        Assert.Equal(["b0", "b1", "b2"], await ItemsAsync(reopened, "new"));
        Assert.Equal(after, Shown(await reopened.PredictAsync(Json("new"), false, Cancellation)));
    }

    [Fact]
    public async Task A_start_from_a_checkpoint_does_not_need_the_log_before_it()
    {
        using var home = await TinyHome.TrainedAsync();
        await ObserveAsync("b0"); // and a clean stop
        var folder = home.Workspace.ObservationFolder("tiny");
        await using (var log = await ObservationLog.OpenAsync(folder, home.Clock, cancellation: Cancellation))
            await log.RollAsync(Cancellation);
        await ObserveAsync("b1");
        foreach (var rolled in Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories))
            File.Delete(rolled); // were it read, it would be missed
        home.Clock.Now += TimeSpan.FromMinutes(1);
        await using var again = await home.ServeAsync();
        Assert.Equal(["b0", "b1"], await ItemsAsync(again, "new"));

        async Task ObserveAsync(string item)
        {
            home.Clock.Now += TimeSpan.FromMinutes(1);
            await using var live = await home.ServeAsync();
            await live.ObserveAsync([TinyHome.Take("new", item, home.Clock.Now)], Cancellation);
        }
    }

    [Fact]
    public async Task What_was_replayed_is_in_the_histories_of_the_server()
    {
        using var home = await TinyHome.TrainedAsync();
        await home.RehearseAsync();
        await using var live = await home.ServeAsync();
        var all = new TinyData().Interactions();
        foreach (var user in new[] { 0, 7, 59 })
            Assert.Equal(
                all.Of(user).ToArray().Select(row => (row.Item, row.At)),
                (await live.HistoryAsync(TinySystem.Taken, $"u{user:00}", all.ItemIds))
                    .ToArray()
                    .Select(row => (row.Item, row.At))
            );
    }

    [Fact]
    public async Task What_was_shown_is_logged_with_the_release_that_answered()
    {
        using var home = await TinyHome.TrainedAsync();
        home.Promote();
        Prediction answer;
        await using (var live = await home.ServeAsync())
            answer = await live.PredictAsync(Json("u01"), false, Cancellation);
        var shown = new List<string>();
        await foreach (
            var o in new ObservationReader(home.Workspace.ObservationFolder("tiny")).ReadAsync(
                cancellation: Cancellation
            )
        )
        {
            Assert.Equal(
                ("impression", answer.RequestId, answer.Release, "u01", shown.Count, false),
                (o.Kind, o.RequestId, o.Release, o.Subject, o.Position!.Value, o.Replayed)
            );
            shown.Add(o.Item!);
        }
        Assert.Equal(Shown(answer), string.Join(' ', shown));
    }

    [Fact]
    public async Task A_failing_champion_falls_back_and_failures_call_people()
    {
        using var home = await TinyHome.TrainedAsync();
        home.Promote();
        await using var live = await home.ServeAsync();
        await live.PredictAsync(Json("u01"), false, Cancellation);
        home.System.Fails = parts => parts.Ranker.Rung != "by-popularity";
        var answer = await live.PredictAsync(Json("u01"), false, Cancellation);
        Assert.Equal((true, home.Release(ReleaseStore.Heuristic).Id), (answer.Fallback, answer.Release));
        home.System.Fails = _ => true;
        await Assert.ThrowsAsync<PredictionFailedException>(async () =>
            await live.PredictAsync(Json("u01"), false, Cancellation)
        );
        Assert.Equal((2, 1, 1), (live.Statistics.Requests, live.Statistics.Fallbacks, live.Statistics.Failures));
        await live.WatchAsync(Cancellation);
        var alarm = live.Monitors.Alarms.Single(a => a.Rule == "answers fall back or fail");
        Assert.Equal((AlarmState.Firing, 2 / 3d), (alarm.State, alarm.Value));
    }

    [Fact]
    public async Task A_cancelled_request_counts_as_nothing()
    {
        using var home = await TinyHome.TrainedAsync();
        await using var live = await home.ServeAsync();
        using var gone = new CancellationTokenSource();
        home.System.WhileRanking = call =>
        {
            gone.Cancel();
            call.Cancellation.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await live.PredictAsync(Json("u01"), false, gone.Token)
        );
        Assert.Equal((0, 0, 0), (live.Statistics.Requests, live.Statistics.Fallbacks, live.Statistics.Failures));
    }

    [Fact]
    public async Task A_release_answers_the_examples_before_it_answers_anyone_and_they_count_as_nothing()
    {
        using var home = await TinyHome.TrainedAsync();
        home.System.Asks = [new("u01"), new("u02", 2)];
        await using (var live = await home.ServeAsync())
        {
            var before = live.Release;
            var seen = new List<(string Rung, string Answers)>();
            home.System.Fails = parts =>
            {
                seen.Add((parts.Ranker.Rung, live.Release));
                return false;
            };
            home.Promote();
            await live.RefreshAsync(Cancellation);
            Assert.NotEqual(before, live.Release);
            Assert.NotEmpty(seen);
            Assert.All(seen, s => Assert.Equal(("logistic-regression", before), s));
            Assert.Equal(0, live.Statistics.Requests);
        }
        home.System.Fails = _ => true; // then requests will fail, and say so
        await using var again = await home.ServeAsync();
        Assert.Equal((0, 0), (again.Statistics.Failures, again.Statistics.Fallbacks));
    }

    [Fact]
    public async Task A_damaged_release_is_refused_and_a_server_that_runs_keeps_its_own()
    {
        using var home = await TinyHome.TrainedAsync();
        await using (var live = await home.ServeAsync())
        {
            var path = home.ArtifactPath(home.Release(ReleaseStore.Challenger).Parts["Ranker"].Sha256);
            File.WriteAllText(path, "damaged");
            home.Promote();
            await RefusedAsync(() => live.RefreshAsync(Cancellation));
            await live.WatchAsync(Cancellation); // what answers goes on being watched
            Assert.Equal(home.Release(ReleaseStore.Heuristic).Id, live.Release);
            Assert.Equal(3, ((Picks)(await live.PredictAsync(Json("u01"), false, Cancellation)).Answer).Items.Count);
        }
        await RefusedAsync(home.ServeAsync);
        await home.TrainAsync(); // repairs it
        await using var again = await home.ServeAsync(); // nothing was left locked
        Assert.Equal(home.Release(ReleaseStore.Challenger).Id, again.Release);

        static async Task RefusedAsync(Func<Task> open) =>
            Assert.StartsWith(
                "Part 'Ranker' cannot be loaded. ",
                (await Assert.ThrowsAsync<InvalidDataException>(open)).Message
            );
    }

    [Fact]
    public async Task Outcomes_become_online_metrics_when_their_window_is_over()
    {
        using var home = await TinyHome.TrainedAsync();
        await using var live = await home.ServeAsync();
        for (var i = 0; i < 4; i++)
        {
            var answer = await live.PredictAsync(Json($"u0{i}"), false, Cancellation);
            if (i == 0)
                await live.ObserveAsync([TinyHome.Take("u00", "a0", home.Clock.Now, answer.RequestId)], Cancellation);
        }
        await live.WatchAsync(Cancellation);
        Assert.DoesNotContain("conversion_rate", live.Monitors.Series.Metrics("tiny"));
        home.Clock.Now += home.System.Plan.OutcomeWindow;
        await live.WatchAsync(Cancellation);
        var point = live
            .Monitors.Series.Read("tiny", "conversion_rate", DateTimeOffset.UnixEpoch, home.Clock.Now.AddDays(1))
            .Single();
        Assert.Equal((1, 4, live.Release, "champion"), (point.Sum, point.Count, point.Release, point.Arm));
    }

    internal static ReadOnlyMemory<byte> Json(string user) => Encoding.UTF8.GetBytes($$"""{"user":"{{user}}"}""");

    private static string Shown(Prediction answer) => string.Join(' ', ((Picks)answer.Answer).Items);

    private static async Task<IEnumerable<string>> ItemsAsync(LiveSystem live, string user)
    {
        var items = ((TinySystem.Parts)live.Parts).Items.Numbers;
        return (await live.HistoryAsync(TinySystem.Taken, user, items)).ToArray().Select(row => items[row.Item]);
    }
}
