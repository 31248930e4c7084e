using System.Text.Json;
using System.Text.Json.Serialization;
using Ninefold.Data.Storage;

namespace Ninefold.Models.Runs;

/// <summary>Whether a run came to its end.</summary>
public enum RunState
{
    /// <summary>It goes on, or its process died: <see cref="RunRecord.Error"/> stays empty.</summary>
    Running,

    /// <summary>It made a release.</summary>
    Finished,

    /// <summary>It ended with an error.</summary>
    Failed,
}

/// <summary>A run as remembered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="System">The system.</param>
/// <param name="Started">When it began.</param>
/// <param name="State">Whether it came to its end.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Report">What it found out, once finished.</param>
public sealed record RunRecord(
    string Id,
    string System,
    DateTimeOffset Started,
    RunState State,
    string? Error,
    RunReport? Report
);

/// <summary>All runs of all systems.</summary>
public sealed class RunStore
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
    private readonly Database database;

    /// <param name="database">Where they are kept.</param>
    public RunStore(Database database)
    {
        this.database = database;
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS runs (
                id TEXT PRIMARY KEY, system TEXT NOT NULL, started TEXT NOT NULL, state TEXT NOT NULL, error TEXT, report TEXT)
            """
        );
    }

    /// <summary>A run begins.</summary>
    public void Begin(string id, string system, DateTimeOffset at) =>
        database.Execute(
            "INSERT INTO runs (id, system, started, state) VALUES ($id, $system, $started, $state)",
            ("id", id),
            ("system", system),
            ("started", at.ToString("o")),
            ("state", nameof(RunState.Running))
        );

    /// <summary>A run made a release.</summary>
    public void Finish(RunReport report) =>
        database.Execute(
            "UPDATE runs SET state = $state, report = $report WHERE id = $id",
            ("id", report.Id),
            ("state", nameof(RunState.Finished)),
            ("report", JsonSerializer.Serialize(report, Json))
        );

    /// <summary>A run ended with an error.</summary>
    public void Fail(string id, string error) =>
        database.Execute(
            "UPDATE runs SET state = $state, error = $error WHERE id = $id",
            ("id", id),
            ("state", nameof(RunState.Failed)),
            ("error", error)
        );

    /// <summary>The runs of a system, or of all, newest first.</summary>
    public IReadOnlyList<RunRecord> List(string? system = null) =>
        database.Query(
            "SELECT id, system, started, state, error, report FROM runs WHERE $system IS NULL OR system = $system ORDER BY started DESC, rowid DESC",
            r => new RunRecord(
                r.GetString(0),
                r.GetString(1),
                DateTimeOffset.Parse(r.GetString(2)),
                Enum.Parse<RunState>(r.GetString(3)),
                r.IsDBNull(4) ? null : r.GetString(4),
                r.IsDBNull(5) ? null : JsonSerializer.Deserialize<RunReport>(r.GetString(5), Json)
            ),
            ("system", system)
        );

    /// <summary>The newest finished run of a system, or null.</summary>
    public RunReport? Latest(string system) => List(system).FirstOrDefault(r => r.State == RunState.Finished)?.Report;

    /// <summary>The run with this id or the beginning of one.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or several.</exception>
    public RunRecord Get(string id) =>
        List().Where(r => id.Length >= 4 && r.Id.StartsWith(id, StringComparison.Ordinal)).ToList() is [var one]
            ? one
            : throw new KeyNotFoundException(
                $"No run '{id}'. Newest: {string.Join(", ", List().Take(5).Select(r => r.Id).DefaultIfEmpty("none yet"))}."
            );
}
