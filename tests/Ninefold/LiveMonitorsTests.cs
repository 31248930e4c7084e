using Ninefold.Features;
using Ninefold.Metrics.Online;
using Ninefold.Monitoring;
using Ninefold.Tests.Monitoring;

namespace Ninefold.Tests;

public sealed class LiveMonitorsTests : IDisposable
{
    private const string Drift = "drift from training";
    private const string Missing = "more missing values than in training";
    private const string Failures = "answers fall back or fail";
    private const string Slow = "latency over budget";

    private static readonly FeatureSchema Schema = new(["a", "b"], [false, false]);

    private readonly TinyHome home = new();
    private readonly LiveMonitors monitors;

    public LiveMonitorsTests()
    {
        monitors = new(home.System, home.Workspace.Database, home.Clock);
        var training = new ReferenceCollector();
        training.See(Schema, Rows(seed: 1, 2000, 0));
        training.See(new Dictionary<string, double> { ["mood"] = 1 });
        monitors.Watch(training.Profile());
    }

    private ManualClock Clock => home.Clock;

    public void Dispose() => home.Dispose();

    [Fact]
    public void An_alarm_fires_when_features_shift_and_not_when_they_do_not()
    {
        monitors.See(Schema, Rows(seed: 2, 8, 3)); // too few to tell
        Assert.Equal(AlarmState.Ok, Evaluated(Drift).State);

        See(seed: 2, 3000, shift: 0);
        Assert.Equal(AlarmState.Ok, Evaluated(Drift).State);
        Assert.All(monitors.Drift.Features.Where(f => f.Psi is not null), f => Assert.Equal(DriftLevel.None, f.Level));
        Assert.False(monitors.Retraining(TimeSpan.FromDays(2)).Retrain);

        See(seed: 3, 3000, shift: 1);
        var alarm = Evaluated(Drift);
        Assert.Equal(AlarmState.Firing, alarm.State);
        Assert.StartsWith("psi is ", alarm.Reason);
        Assert.Equal(("b", DriftLevel.Major), (monitors.Drift.Features[0].Feature, monitors.Drift.Features[0].Level));
        Assert.Equal(DriftLevel.None, monitors.Drift.Features.Single(f => f.Feature == "a").Level);
        Assert.True(monitors.Retraining(TimeSpan.FromDays(2)).Retrain);

        See(seed: 4, 3000, shift: 0);
        Assert.Equal(AlarmState.Resolved, Evaluated(Drift).State);
    }

    [Fact]
    public void A_call_of_many_rows_is_seen_by_a_spread_of_them()
    {
        var rows = Enumerable.Range(0, 100).SelectMany(i => new float[] { i, 0 }).ToArray();
        var reference = new ReferenceCollector();
        reference.See(Schema, rows);
        monitors.Watch(reference.Profile());
        for (var call = 0; call < 200; call++)
            monitors.See(Schema, rows);
        var drift = monitors.Drift.Features.Single(f => f.Feature == "a");
        Assert.InRange(drift.Values, 500, 200 * 100 / 10);
        Assert.Equal(DriftLevel.None, drift.Level);
    }

    [Fact]
    public void An_alarm_fires_when_values_are_missing_but_not_for_one_request()
    {
        monitors.See(Schema, [float.NaN, 0]);
        Assert.Equal(AlarmState.Ok, Evaluated(Missing).State);
        See(seed: 2, 3000, shift: 0);
        Assert.Equal(AlarmState.Ok, Evaluated(Missing).State);
        for (var i = 0; i < 3000; i++)
            monitors.See(Schema, [float.NaN, 0]);
        Assert.Equal(AlarmState.Firing, Evaluated(Missing).State);
    }

    [Fact]
    public void Fallbacks_and_failures_are_one_rate_over_all_requests()
    {
        for (var i = 0; i < 96; i++)
            monitors.Answered(TimeSpan.FromMilliseconds(5), sound: true, null);
        Assert.Equal(AlarmState.Ok, Evaluated(Failures).State);
        for (var i = 0; i < 96; i++)
            monitors.Answered(TimeSpan.FromMilliseconds(5), sound: true, null);
        monitors.Answered(TimeSpan.FromMilliseconds(5), sound: false, null);
        for (var i = 0; i < 3; i++)
            monitors.Failed();
        var alarm = Evaluated(Failures);
        Assert.Equal((AlarmState.Firing, .04, AlarmSeverity.Critical), (alarm.State, alarm.Value, alarm.Severity));
        Assert.Equal([(96, 1), (100, 1)], Points("requests"));
        Assert.Equal([(0, 96), (4, 100)], Points("failure_rate"));
        monitors.Failed(); // nothing was answered
        Assert.Equal((AlarmState.Firing, 1), (Evaluated(Failures).State, Evaluated(Failures).Value));
    }

    [Fact]
    public void Answers_over_the_budget_fire_after_a_minute()
    {
        foreach (var expected in new[] { AlarmState.Pending, AlarmState.Firing })
        {
            monitors.Answered(home.System.Plan.Budget * 2, sound: true, null);
            Assert.Equal(expected, Evaluated(Slow).State);
        }
        monitors.Answered(TimeSpan.FromMilliseconds(5), sound: true, null);
        Assert.Equal(AlarmState.Resolved, Evaluated(Slow).State);
    }

    [Fact]
    public void Watched_values_are_compared_as_features_are()
    {
        for (var i = 0; i < 600; i++)
            monitors.Answered(TimeSpan.Zero, sound: true, new Dictionary<string, double> { ["mood"] = 2, ["new"] = 1 });
        Assert.Equal(("mood", 600), (monitors.Drift.Features[0].Feature, monitors.Drift.Features[0].Values));
        Assert.DoesNotContain(monitors.Drift.Features, f => f.Feature == "new");
        monitors.Watch(null);
        Assert.Empty(monitors.Drift.Features);
        Assert.Equal(AlarmState.Ok, Evaluated(Drift).State);
    }

    [Fact]
    public void Online_metrics_are_those_of_the_closed_requests()
    {
        monitors.Closed([
            new("r1", Request("1", "champion", clicks: [1, 0], watched: 30)),
            new("r1", Request("2", "champion", clicks: [], watched: 0)),
            new("r2", Request("3", "challenger", clicks: [0], watched: 8) with { Converted = true, Hides = 1 }),
        ]);
        Assert.Equal([("challenger", .25), ("champion", .25)], Values("click_through_rate")); // 1 of 4, 2 of 8
        Assert.Equal([("challenger", 1), ("champion", 0)], Values("conversion_rate"));
        Assert.Equal([("challenger", 8), ("champion", 15)], Values("mean_watch_time"));
        Assert.Equal([("challenger", 1), ("champion", .5)], Values("first_click_reciprocal_rank"));
        Assert.Equal([("challenger", .25), ("champion", 0)], Values("hide_rate"));
        monitors.Closed([]);
        monitors.Closed([new("r1", Request("4", "champion", clicks: [0, 1, 2, 3], watched: 0))]);
        Assert.Equal([("challenger", .25), ("champion", .5)], Values("click_through_rate")); // 6 of 12
    }

    [Fact]
    public void A_session_counts_once_and_when_it_is_over()
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Clock.Now = at + home.System.Plan.OutcomeWindow;
        Close("a", at, converted: false);
        Close("b", at, converted: false);
        Clock.Now += TimeSpan.FromMinutes(10);
        Close("a", at.AddMinutes(10), converted: true); // closed later, but of the same session
        Clock.Now += TimeSpan.FromMinutes(20) - TimeSpan.FromTicks(1);
        monitors.Closed([]);
        Assert.Empty(Points("session_success_rate"));
        Clock.Now += TimeSpan.FromTicks(1);
        monitors.Closed([]);
        Assert.Equal([(1, 2)], Points("session_success_rate"));
        Clock.Now += TimeSpan.FromDays(1);
        monitors.Closed([]);
        Assert.Single(Points("session_success_rate"));
        Assert.Equal([(0, 2), (1, 1)], Points("conversion_rate"));

        void Close(string unit, DateTimeOffset when, bool converted) =>
            monitors.Closed([
                new(
                    "r1",
                    Request(unit, "champion", clicks: [], watched: 0) with
                    {
                        Session = OpenSessions.Of(unit, when),
                        At = when,
                        Converted = converted,
                    }
                ),
            ]);
    }

    [Fact]
    public void Replayed_traffic_has_series_of_its_own()
    {
        var replayed = new LiveMonitors(home.System, home.Workspace.Database, Clock, "replayed/");
        replayed.Answered(TimeSpan.FromMilliseconds(5), sound: true, null);
        replayed.Closed([new("r1", Request("1", "champion", clicks: [], watched: 0))]);
        replayed.Evaluate("r1");
        Assert.NotEmpty(monitors.Series.Metrics("tiny"));
        Assert.All(monitors.Series.Metrics("tiny"), m => Assert.StartsWith("replayed/", m));
    }

    private static OnlineRequest Request(string id, string arm, int[] clicks, double watched) =>
        new()
        {
            Id = id,
            Subject = "u",
            Session = "s",
            Arm = arm,
            At = TinyData.At(0),
            Shown = 4,
            Clicks = clicks,
            WatchSeconds = watched,
        };

    /// <summary>Rows of two columns of noise; the second is shifted.</summary>
    private static float[] Rows(int seed, int count, float shift)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).SelectMany(_ => new[] { random.NextSingle(), random.NextSingle() + shift }),
        ];
    }

    private void See(int seed, int calls, float shift)
    {
        var rows = Rows(seed, calls * 8, shift);
        for (var call = 0; call < calls; call++)
            monitors.See(Schema, rows.AsSpan(call * 16, 16));
    }

    private Alarm Evaluated(string rule)
    {
        Clock.Now += TimeSpan.FromMinutes(1);
        monitors.Evaluate("release");
        return monitors.Alarms.Single(a => a.Rule == rule);
    }

    private IEnumerable<(double, double)> Points(string metric) =>
        monitors
            .Series.Read("tiny", metric, DateTimeOffset.UnixEpoch, Clock.Now.AddDays(1))
            .Select(p => (p.Sum, p.Count));

    private IEnumerable<(string, double?)> Values(string metric) =>
        monitors
            .Series.Read("tiny", metric, DateTimeOffset.UnixEpoch, Clock.Now.AddDays(1))
            .OrderBy(p => p.Arm)
            .Select(p => (p.Arm, p.Value));
}
