using System.Text.Json;
using CsCheck;
using Ninefold.Data.Storage;
using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class AlarmEvaluatorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;
    private readonly ManualClock clock = new();
    private readonly ThresholdRule drift = new("drift", "psi", AlarmComparison.Above, .25, TimeSpan.FromMinutes(5));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Goes_from_ok_over_pending_to_firing_and_resolved_and_survives_restarts()
    {
        Assert.Empty(Evaluate([drift], .1));
        Assert.Equal(AlarmState.Ok, State());
        After(1);
        Assert.Equal(AlarmState.Pending, Assert.Single(Evaluate([drift], .3)).State);
        After(4);
        Assert.Empty(Evaluate([drift], .3));
        After(1);
        var fired = Assert.Single(Evaluate([drift], .4));
        Assert.Equal((AlarmState.Firing, clock.Now, .4), (fired.State, fired.Since, fired.Value));
        Assert.Equal("psi is 0.4; at most 0.25 is good", fired.Reason);
        After(1);
        Assert.Empty(Evaluate([drift], .5));
        Assert.Equal(
            fired with
            {
                Value = .5,
                Reason = "psi is 0.5; at most 0.25 is good",
            },
            Open().All("videos").Single()
        );
        After(1);
        Assert.Equal(AlarmState.Resolved, Assert.Single(Evaluate([drift], .25)).State);
        After(1);
        Assert.Equal(AlarmState.Pending, Assert.Single(Evaluate([drift], .3)).State);
        Assert.Equal(
            [AlarmState.Pending, AlarmState.Firing, AlarmState.Resolved, AlarmState.Pending],
            Open().Changes("videos", clock.Now.AddDays(-1)).Select(c => c.State)
        );
        Assert.Single(Open().Changes("videos", clock.Now));
    }

    [Fact]
    public void A_short_excursion_does_not_fire()
    {
        Evaluate([drift], .3);
        After(4);
        Evaluate([drift], .2);
        After(2);
        Assert.Equal(AlarmState.Pending, Assert.Single(Evaluate([drift], .3)).State);
        After(4);
        Assert.Empty(Evaluate([drift], .3));
    }

    [Fact]
    public void Evaluating_again_at_the_same_time_changes_nothing() =>
        Gen.Select(Gen.Int[0, 4], Gen.Double[0, .5])
            .Array[1, 8]
            .Sample(
                steps =>
                {
                    var system = $"s{Guid.CreateVersion7()}";
                    foreach (var (minutes, value) in steps)
                    {
                        After(minutes);
                        var signal = new Signal("psi", value, clock.Now);
                        Open().Evaluate(system, [drift], [signal]);
                        var before = Open().All(system);
                        Assert.Empty(Open().Evaluate(system, [drift], [signal]));
                        Assert.Equal(before, Open().All(system));
                    }
                },
                iter: 20,
                threads: 1
            );

    [Fact]
    public void Below_and_without_delay_fires_at_once()
    {
        var rule = new ThresholdRule(
            "clicks fell",
            "psi",
            AlarmComparison.Below,
            .05,
            Severity: AlarmSeverity.Critical
        );
        Assert.Empty(Evaluate([rule], .05));
        var alarm = Assert.Single(Evaluate([rule], .04));
        Assert.Equal((AlarmState.Firing, AlarmSeverity.Critical), (alarm.State, alarm.Severity));
        Assert.Equal("psi is 0.04; at least 0.05 is good", alarm.Reason);
    }

    [Fact]
    public void A_threshold_without_a_reading_keeps_its_state()
    {
        Assert.Empty(Evaluate([drift], null));
        Assert.Equal("psi has no reading yet", Open().All().Single().Reason);
        Evaluate([drift with { For = default }], .3);
        After(60);
        Assert.Empty(Evaluate([drift], null));
        Assert.Equal(AlarmState.Firing, State());
    }

    [Fact]
    public void Silence_fires_also_where_a_signal_never_spoke_and_resolves_when_it_speaks()
    {
        var rule = new SilenceRule("no clicks", "psi", TimeSpan.FromMinutes(10));
        Assert.Empty(Evaluate([rule], null));
        After(10);
        Assert.Empty(Evaluate([rule], null));
        After(1);
        var alarm = Assert.Single(Evaluate([rule], null));
        Assert.Equal(AlarmState.Firing, alarm.State);
        Assert.Equal("psi was last heard at 2026-01-01 00:00:00Z; at most 00:10:00 of silence is good", alarm.Reason);
        Assert.Equal(AlarmState.Resolved, Assert.Single(Evaluate([rule], .1)).State);
        After(11);
        Assert.Equal(AlarmState.Firing, Assert.Single(Evaluate([rule], null)).State);
    }

    [Fact]
    public void A_reading_that_is_old_is_silence_too()
    {
        var rule = new SilenceRule("no clicks", "psi", TimeSpan.FromMinutes(10));
        var old = new Signal("psi", .1, clock.Now.AddMinutes(-11));
        Assert.Equal(AlarmState.Firing, Assert.Single(Open().Evaluate("videos", [rule], [old])).State);
    }

    [Fact]
    public void What_fires_comes_first_and_dropped_rules_are_forgotten()
    {
        var fires = new ThresholdRule("z", "psi", AlarmComparison.Above, 0);
        Evaluate([drift with { Severity = AlarmSeverity.Critical }, fires], .1);
        Assert.Equal(["z", "drift"], Open().All("videos").Select(a => a.Rule));
        Evaluate([drift], .1);
        Assert.Equal(["drift"], Open().All("videos").Select(a => a.Rule));
        Assert.Empty(Open().All("search"));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Open()
                .Evaluate(
                    "videos",
                    [
                        drift,
                        drift,
                        drift with
                        {
                            Name = "n",
                            Threshold = double.NaN,
                        },
                        new SilenceRule("s", "x", default),
                    ],
                    [new("psi", double.PositiveInfinity, clock.Now)]
                )
        );
        foreach (var part in new[] { "Two rules are named 'drift'", "'n' needs", "rule 's'", "'psi' must be finite" })
            Assert.Contains(part, error.Message);
    }

    [Fact]
    public void Rules_are_data()
    {
        AlarmRule[] rules = [drift, new SilenceRule("s", "x", TimeSpan.FromHours(1), AlarmSeverity.Critical)];
        Assert.Equal(rules, JsonSerializer.Deserialize<AlarmRule[]>(JsonSerializer.Serialize(rules)));
    }

    private void After(int minutes) => clock.Now += TimeSpan.FromMinutes(minutes);

    private AlarmState State() => Open().All("videos").Single().State;

    private AlarmEvaluator Open() => new(new Database(Path.Combine(folder, "ninefold.db")), clock);

    private IReadOnlyList<Alarm> Evaluate(AlarmRule[] rules, double? value) =>
        Open().Evaluate("videos", rules, value is { } v ? [new("psi", v, clock.Now)] : []);
}
