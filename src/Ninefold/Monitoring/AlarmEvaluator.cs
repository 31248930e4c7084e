using Microsoft.Data.Sqlite;
using Ninefold.Data.Storage;

namespace Ninefold.Monitoring;

/// <summary>
/// Evaluates rules against signals and keeps each rule's state, and every change of it, in the database: a restart
/// loses
/// nothing, and several processes may evaluate the same rules. It has no timer; whoever calls it decides how often.
/// What
/// happens depends on times and not on the number of evaluations, so that evaluating again changes nothing.
/// </summary>
public sealed class AlarmEvaluator
{
    private const string Columns = "system, rule, severity, state, since, value, reason";
    private readonly Database database;
    private readonly TimeProvider clock;

    /// <param name="database">Where states are kept; the tables are created where they are new.</param>
    /// <param name="clock">Says how late it is.</param>
    public AlarmEvaluator(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS alarm (
                system TEXT NOT NULL,
                rule TEXT NOT NULL,
                severity TEXT NOT NULL,
                state TEXT NOT NULL,
                since INTEGER NOT NULL,
                value REAL,
                reason TEXT NOT NULL,
                heard INTEGER NOT NULL,
                PRIMARY KEY (system, rule)
            );
            CREATE TABLE IF NOT EXISTS alarm_change (
                system TEXT NOT NULL,
                rule TEXT NOT NULL,
                severity TEXT NOT NULL,
                state TEXT NOT NULL,
                since INTEGER NOT NULL,
                value REAL,
                reason TEXT NOT NULL
            );
            CREATE INDEX IF NOT EXISTS alarm_change_of_system ON alarm_change (system, since);
            """
        );
    }

    /// <summary>Evaluates the rules of a system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="rules">All its rules; what is stored of a rule that is no longer among them is dropped.</param>
    /// <param name="signals">The latest reading of each signal that has one.</param>
    /// <returns>The alarms whose state changed now.</returns>
    /// <exception cref="ArgumentException">Names are doubled or values not finite; all of it is named.</exception>
    public IReadOnlyList<Alarm> Evaluate(
        string system,
        IReadOnlyCollection<AlarmRule> rules,
        IReadOnlyCollection<Signal> signals
    )
    {
        Validate(rules, signals);
        var latest = signals.ToDictionary(s => s.Name);
        return database.Transaction<IReadOnlyList<Alarm>>(
            (connection, _) =>
            {
                var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
                var stored = Database
                    .Query(
                        connection,
                        $"SELECT {Columns}, heard FROM alarm WHERE system = $system",
                        row => (Alarm: Read(row), Heard: Time(row.GetInt64(7))),
                        ("system", system)
                    )
                    .ToDictionary(row => row.Alarm.Rule);
                foreach (var rule in stored.Keys.Except(rules.Select(r => r.Name)))
                    Database.Execute(
                        connection,
                        "DELETE FROM alarm WHERE system = $system AND rule = $rule",
                        ("system", system),
                        ("rule", rule)
                    );
                List<Alarm> changed = [];
                foreach (var rule in rules)
                {
                    var signal = latest.GetValueOrDefault(rule.Signal);
                    var known = stored.TryGetValue(rule.Name, out var row);
                    var before = known
                        ? row.Alarm
                        : new Alarm(system, rule.Name, rule.Severity, AlarmState.Ok, now, null, "");
                    var heard = known ? row.Heard : now;
                    if (signal is not null && (!known || signal.At > heard))
                        heard = signal.At;
                    var after = Next(rule, before, signal, heard, now);
                    Store(connection, after, heard);
                    if (after.State == before.State)
                        continue;
                    Log(connection, after);
                    changed.Add(after);
                }
                return changed;
            }
        );
    }

    /// <summary>How the rules of a system, or of all, stand: the most severe of those that fire come first.</summary>
    public IReadOnlyList<Alarm> All(string? system = null) =>
        [
            .. database
                .Query(
                    $"SELECT {Columns} FROM alarm WHERE $system IS NULL OR system = $system",
                    Read,
                    ("system", system)
                )
                .OrderByDescending(a => a.State == AlarmState.Firing)
                .ThenByDescending(a => a.Severity)
                .ThenBy(a => a.System, StringComparer.Ordinal)
                .ThenBy(a => a.Rule, StringComparer.Ordinal),
        ];

    /// <summary>The changes of state of a system's rules since a time, the first one first.</summary>
    public IReadOnlyList<Alarm> Changes(string system, DateTimeOffset since) =>
        database.Query(
            $"SELECT {Columns} FROM alarm_change WHERE system = $system AND since >= $since ORDER BY since, rowid",
            Read,
            ("system", system),
            ("since", since.ToUnixTimeMilliseconds())
        );

    private static Alarm Next(AlarmRule rule, Alarm before, Signal? signal, DateTimeOffset heard, DateTimeOffset now)
    {
        var (bad, reason) = rule.Judge(signal, heard, now, before);
        var state = (bad, before.State) switch
        {
            (true, AlarmState.Firing) => AlarmState.Firing,
            (true, AlarmState.Pending) => now - before.Since >= rule.Delay ? AlarmState.Firing : AlarmState.Pending,
            (true, _) => rule.Delay <= TimeSpan.Zero ? AlarmState.Firing : AlarmState.Pending,
            (false, AlarmState.Firing or AlarmState.Resolved) => AlarmState.Resolved,
            (false, _) => AlarmState.Ok,
        };
        return before with
        {
            Severity = rule.Severity,
            State = state,
            Since = state == before.State ? before.Since : now,
            Value = signal?.Value ?? before.Value,
            Reason = reason,
        };
    }

    private static void Store(SqliteConnection connection, Alarm alarm, DateTimeOffset heard) =>
        Database.Execute(
            connection,
            $"""
            INSERT INTO alarm ({Columns}, heard)
            VALUES ($system, $rule, $severity, $state, $since, $value, $reason, $heard)
            ON CONFLICT DO UPDATE SET severity = excluded.severity, state = excluded.state, since = excluded.since,
                value = excluded.value, reason = excluded.reason, heard = excluded.heard
            """,
            [.. Values(alarm), ("heard", heard.ToUnixTimeMilliseconds())]
        );

    private static void Log(SqliteConnection connection, Alarm alarm) =>
        Database.Execute(
            connection,
            $"INSERT INTO alarm_change ({Columns}) VALUES ($system, $rule, $severity, $state, $since, $value, $reason)",
            Values(alarm)
        );

    private static (string, object?)[] Values(Alarm alarm) =>
        [
            ("system", alarm.System),
            ("rule", alarm.Rule),
            ("severity", alarm.Severity.ToString()),
            ("state", alarm.State.ToString()),
            ("since", alarm.Since.ToUnixTimeMilliseconds()),
            ("value", alarm.Value),
            ("reason", alarm.Reason),
        ];

    private static Alarm Read(SqliteDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            Enum.Parse<AlarmSeverity>(row.GetString(2)),
            Enum.Parse<AlarmState>(row.GetString(3)),
            Time(row.GetInt64(4)),
            row.IsDBNull(5) ? null : row.GetDouble(5),
            row.GetString(6)
        );

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static void Validate(IReadOnlyCollection<AlarmRule> rules, IReadOnlyCollection<Signal> signals)
    {
        List<string> errors =
        [
            .. rules.GroupBy(r => r.Name).Where(g => g.Count() > 1).Select(g => $"Two rules are named '{g.Key}'."),
            .. signals.GroupBy(s => s.Name).Where(g => g.Count() > 1).Select(g => $"Two signals are named '{g.Key}'."),
            .. signals
                .Where(s => !double.IsFinite(s.Value))
                .Select(s => $"The signal '{s.Name}' must be finite; got {s.Value}."),
            .. rules.Select(r => r.Fault).OfType<string>(),
        ];
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(" ", errors));
    }
}
