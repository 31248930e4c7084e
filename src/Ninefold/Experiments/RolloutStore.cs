using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ninefold.Data.Storage;

namespace Ninefold.Experiments;

/// <summary>
/// The rollouts of all systems and each of their steps, in the database: they survive a restart, and where two
/// processes
/// move the same rollout one of them wins and the other is told. A system has at most one rollout that runs.
/// </summary>
public sealed class RolloutStore
{
    private readonly Database database;
    private readonly TimeProvider clock;

    /// <param name="database">Where they are kept; the tables are created where they are new.</param>
    /// <param name="clock">Dates the steps.</param>
    public RolloutStore(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS rollout (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                system TEXT NOT NULL,
                rollout_plan TEXT NOT NULL,
                stage TEXT NOT NULL,
                version INTEGER NOT NULL,
                since INTEGER NOT NULL
            );
            CREATE INDEX IF NOT EXISTS rollout_of_system ON rollout (system, id);
            CREATE TABLE IF NOT EXISTS rollout_transition (
                rollout INTEGER NOT NULL REFERENCES rollout (id),
                version INTEGER NOT NULL,
                from_stage TEXT,
                to_stage TEXT NOT NULL,
                at INTEGER NOT NULL,
                reason TEXT NOT NULL,
                figures TEXT,
                PRIMARY KEY (rollout, version)
            );
            """
        );
    }

    /// <summary>Begins a rollout, in the stage Draft.</summary>
    /// <exception cref="ArgumentException">The plan is not valid.</exception>
    /// <exception cref="RolloutConflictException">Another rollout of the system still runs.</exception>
    public Rollout Start(RolloutPlan plan, string reason)
    {
        plan.Validate();
        return database.Transaction(
            (connection, _) =>
            {
                if (Latest(connection, plan.System) is { } latest && latest.Stage.IsActive())
                    throw new RolloutConflictException(
                        $"Rollout {latest.Id} of '{plan.System}' is still in {latest.Stage}; promote, roll back or abort it first."
                    );
                var now = Now();
                var id = Database
                    .Query(
                        connection,
                        """
                        INSERT INTO rollout (system, rollout_plan, stage, version, since)
                        VALUES ($system, $plan, $stage, 0, $now) RETURNING id
                        """,
                        row => row.GetInt64(0),
                        ("system", plan.System),
                        ("plan", JsonSerializer.Serialize(plan)),
                        ("stage", nameof(RolloutStage.Draft)),
                        ("now", now.ToUnixTimeMilliseconds())
                    )
                    .Single();
                Log(connection, id, 0, new(null, RolloutStage.Draft, now, reason, null));
                return new Rollout(id, plan, RolloutStage.Draft, 0, now);
            }
        );
    }

    /// <summary>Moves a rollout to another stage.</summary>
    /// <param name="rollout">As it was read last.</param>
    /// <param name="to">One of <see cref="RolloutStages.Next"/>.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="figures">What was measured.</param>
    /// <returns>The rollout as it stands now.</returns>
    /// <exception cref="InvalidOperationException">The stage cannot follow, or a promoted release was followed by
    /// another rollout.</exception>
    /// <exception cref="RolloutConflictException">Another process moved it since it was read.</exception>
    public Rollout Move(Rollout rollout, RolloutStage to, string reason, JsonElement? figures = null)
    {
        var next = rollout.Stage.Next();
        if (!next.Contains(to))
            throw new InvalidOperationException(
                $"Rollout {rollout.Id} of '{rollout.Plan.System}' is in {rollout.Stage} and cannot move to {to}; "
                    + $"allowed: {(next.Count == 0 ? "nothing, it is over" : string.Join(", ", next))}."
            );
        return database.Transaction(
            (connection, _) =>
            {
                var latest = Latest(connection, rollout.Plan.System);
                if (latest?.Id > rollout.Id)
                    throw new InvalidOperationException(
                        $"Rollout {rollout.Id} of '{rollout.Plan.System}' was followed by rollout {latest.Id} "
                            + $"(in {latest.Stage}) and cannot be moved any more; move that one."
                    );
                var now = Now();
                var changed = Database.Execute(
                    connection,
                    """
                    UPDATE rollout SET stage = $stage, version = version + 1, since = $now
                    WHERE id = $id AND version = $version
                    """,
                    ("stage", to.ToString()),
                    ("now", now.ToUnixTimeMilliseconds()),
                    ("id", rollout.Id),
                    ("version", rollout.Version)
                );
                if (changed == 0)
                    throw new RolloutConflictException(
                        $"Rollout {rollout.Id} of '{rollout.Plan.System}' was to move from {rollout.Stage} "
                            + $"(version {rollout.Version}) to {to}, but "
                            + (
                                latest is null
                                    ? "is not in this database."
                                    : $"is already in {latest.Stage} (version {latest.Version})."
                            )
                    );
                Log(connection, rollout.Id, rollout.Version + 1, new(rollout.Stage, to, now, reason, figures));
                return rollout with { Stage = to, Version = rollout.Version + 1, Since = now };
            }
        );
    }

    /// <summary>The rollout of a system that still runs, or null.</summary>
    public Rollout? Current(string system) =>
        database.Query($"{Select} {OfSystem} LIMIT 1", Read, ("system", system)) is [var latest]
        && latest.Stage.IsActive()
            ? latest
            : null;

    /// <summary>One rollout, or null.</summary>
    public Rollout? Find(long id) => database.Query($"{Select} WHERE id = $id", Read, ("id", id)).SingleOrDefault();

    /// <summary>The rollouts of a system, or of all, the newest first.</summary>
    public IReadOnlyList<Rollout> All(string? system = null) =>
        system is null
            ? database.Query($"{Select} ORDER BY id DESC", Read)
            : database.Query($"{Select} {OfSystem}", Read, ("system", system));

    /// <summary>The steps of a rollout, the first one first.</summary>
    public IReadOnlyList<RolloutTransition> History(long id) =>
        database.Query(
            """
            SELECT from_stage, to_stage, at, reason, figures FROM rollout_transition
            WHERE rollout = $id ORDER BY version
            """,
            row => new RolloutTransition(
                row.IsDBNull(0) ? null : Enum.Parse<RolloutStage>(row.GetString(0)),
                Enum.Parse<RolloutStage>(row.GetString(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                row.GetString(3),
                row.IsDBNull(4) ? null : JsonElement.Parse(row.GetString(4))
            ),
            ("id", id)
        );

    private const string Select = "SELECT id, rollout_plan, stage, version, since FROM rollout";
    private const string OfSystem = "WHERE system = $system ORDER BY id DESC";

    /// <summary>The time as the database keeps it, to the millisecond.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private static Rollout Read(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            JsonSerializer.Deserialize<RolloutPlan>(row.GetString(1))!,
            Enum.Parse<RolloutStage>(row.GetString(2)),
            row.GetInt64(3),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))
        );

    private static Rollout? Latest(SqliteConnection connection, string system) =>
        Database.Query(connection, $"{Select} {OfSystem} LIMIT 1", Read, ("system", system)).SingleOrDefault();

    private static void Log(SqliteConnection connection, long id, long version, RolloutTransition step) =>
        Database.Execute(
            connection,
            """
            INSERT INTO rollout_transition (rollout, version, from_stage, to_stage, at, reason, figures)
            VALUES ($id, $version, $from, $to, $at, $reason, $figures)
            """,
            ("id", id),
            ("version", version),
            ("from", step.From?.ToString()),
            ("to", step.To.ToString()),
            ("at", step.At.ToUnixTimeMilliseconds()),
            ("reason", step.Reason),
            ("figures", step.Figures?.GetRawText())
        );
}
