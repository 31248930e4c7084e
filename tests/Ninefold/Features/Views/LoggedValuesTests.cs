using System.Text.Json;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Models.Runs;

namespace Ninefold.Tests.Features.Views;

public sealed class LoggedValuesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, default);

    private static readonly FeatureView Clicks = new("clicks")
    {
        Kinds = ["click"],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count, Aggregate.Mean],
        Windows = [Window.Sliding(TimeSpan.FromDays(1))],
    };

    private static readonly FeatureView Redefined = Clicks with { Windows = [Window.Sliding(TimeSpan.FromDays(2))] };

    [Fact]
    public async Task A_call_for_the_request_reads_what_was_seen_whatever_was_observed_since()
    {
        var store = Store(Click("a", -2));
        var before = await new Call(At(store)).Read((Clicks, "a"), (Clicks, "nobody"));
        var log = new LoggedValues([Clicks], [Snapshot(before, "r1")]);
        store.Add(Click("a", -1)); // it came late

        var again = new Call(At(store) with { Logged = log, RequestId = "r1" });
        var seen = await again.Read((Clicks, "nobody"), (Clicks, "a"));
        Assert.Equal(before[1].All.ToArray(), seen[0].All.ToArray());
        Assert.Equal([1.0, 1.0], seen[1].All.ToArray());
        Assert.Equal((TimeSpan.FromHours(2), null), (seen[1].Age, seen[0].Age));
        Assert.Equal((2, 2), (again.LoggedReads, again.Reads.Count));

        foreach (var request in new[] { "another", null })
        {
            var other = new Call(At(store) with { Logged = log, RequestId = request });
            Assert.Equal(2, (await other.Read((Clicks, "a")))[0][Aggregate.Count, Clicks.Windows[0]]);
            Assert.Equal(0, other.LoggedReads);
        }
    }

    [Fact]
    public async Task What_a_prediction_did_not_see_all_of_is_computed_anew()
    {
        var store = Store(Click("a", -2), Click("b", -2));
        var log = new LoggedValues([Clicks], [Snapshot(await new Call(At(store)).Read((Clicks, "a")), "r1")]);
        var call = new Call(At(store) with { Logged = log, RequestId = "r1" });
        await call.Read((Clicks, "a"), (Clicks, "b"));
        Assert.Equal((0, 2), (call.LoggedReads, call.Reads.Count));
    }

    [Fact]
    public async Task What_is_defined_otherwise_now_and_what_is_no_snapshot_is_left_out_and_counted()
    {
        var read = await new Call(At(Store(Click("a", -2)))).Read((Clicks, "a"));
        var log = new LoggedValues(
            [Redefined],
            [
                Snapshot(read, "r1"),
                Pushed("\"text\""),
                Pushed("[{}]"),
                Pushed("{}") with
                {
                    RequestId = null,
                },
                Snapshot(read, "r2") with
                {
                    Data = null,
                },
            ]
        );
        Assert.Equal((0, 2, 3), (log.Predictions, log.Outdated, log.Unreadable));
        Assert.Null(log.Find("r1", [(Redefined, "a")]));
        Assert.Null(log.Find("r1", [(Clicks, "a")]));
        Assert.Equal(1, new LoggedValues([], [Snapshot(read, "r1")]).Outdated);
    }

    [Fact]
    public async Task The_fingerprint_is_of_all_that_can_be_found()
    {
        var read = await new Call(At(Store(Click("a", -2)))).Read((Clicks, "a"));
        var other = await new Call(At(Store(Click("a", -2), Click("a", -3)))).Read((Clicks, "a"));
        string[] distinct =
        [
            Of(),
            Of(Snapshot(read, "r1")),
            Of(Snapshot(other, "r1")),
            Of(Snapshot(read, "r2")),
            Of(Snapshot(read, "r1"), Snapshot(read, "r2")),
        ];
        Assert.Equal(distinct.Length, distinct.Distinct().Count());
        Assert.Equal(Of(Snapshot(read, "r1")), Of(Snapshot(read, "r1"), Pushed("1")));

        static string Of(params Observation[] snapshots) => new LoggedValues([Clicks], snapshots).Fingerprint;
    }

    [Fact]
    public async Task A_training_reads_them_where_it_is_told_to_and_says_how_many()
    {
        using var home = new TinyHome();
        var snapshot = Snapshot(await new Call(At(Store(Click("a", -2)))).Read((Clicks, "a")), "r1");
        LoggedValues?[] logs = [null, new([Clicks], [snapshot]), new([Clicks], []), new([Clicks], [snapshot])];
        var runs = logs.Select(log => Replayed(home, log)).ToList();
        Assert.Equal(
            [
                [2, 2],
                [1, 2],
                [2, 2],
                [1, 2],
            ],
            runs.Select(r => r.Values)
        );
        Assert.Equal([null, new(1, 2), new(0, 2), new(1, 2)], runs.Select(r => r.Step.Logged));
        Assert.Equal([false, false, false, true], runs.Select(r => r.Step.Reused));
    }

    [Fact]
    public async Task A_run_remembers_that_it_was_told_to_and_is_repeated_so()
    {
        using var home = new TinyHome(options: new() { Threads = 2, LoggedValues = true });
        var report = await home.TrainAsync();
        Assert.True(report.LoggedValues);
        var other = new TinyHome();
        Assert.False((await other.TrainAsync()).LoggedValues);
        var repeated = await home.Engine.RepeatAsync(report, new SilentRunLog(), TestContext.Current.CancellationToken);
        Assert.True(repeated.IsSame, string.Join(", ", repeated.Differences));
        Assert.True(repeated.Second.LoggedValues);
    }

    /// <summary>A replay of two cases at noon, of which the first was predicted as r1; in the store are two clicks of a.</summary>
    private static (float[] Values, StepReport Step) Replayed(TinyHome home, LoggedValues? log)
    {
        var run = home.NewRun(logged: log);
        run.Fill([Clicks], [Click("a", -2), Click("a", -1)]);
        var one = new Case<string, bool>(Noon, "a", true, Noon, "a");
        var rows = run.Replay(
            "rows",
            new FeatureSet<double>("row") { { "clicks", count => count } },
            [one with { RequestId = "r1" }, one],
            "parts",
            static async (one, _, call) =>
                [((await call.Read((Clicks, one.Request)))[0][Aggregate.Count, Clicks.Windows[0]], 1f)]
        );
        return (((NumericColumn)rows.Columns[0]).Values, run.Steps[^1]);
    }

    private static CallOptions At(FeatureStore store) => new(Noon, 1, store, []);

    private static FeatureStore Store(params Observation[] past)
    {
        var store = new FeatureStore();
        store.Fill([Clicks], past);
        return store;
    }

    private static Observation Snapshot(IReadOnlyList<FeatureValues> reads, string request) =>
        PredictionSnapshot.Of(reads, "tiny", request, Noon, "a", "release", "champion");

    private static Observation Pushed(string json) =>
        Snapshot([], "pushed") with
        {
            Data = JsonSerializer.Deserialize<JsonElement>(json),
        };

    private static Observation Click(string subject, int hours) =>
        new()
        {
            Id = $"{subject}{hours}",
            System = "tiny",
            Kind = "click",
            At = Noon.AddHours(hours),
            Subject = subject,
        };
}
