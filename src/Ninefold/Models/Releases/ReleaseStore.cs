using System.Text.Json;
using Ninefold.Data.Storage;

namespace Ninefold.Models.Releases;

/// <summary>A release and when it came about.</summary>
/// <param name="Release">The release.</param>
/// <param name="CreatedAt">When it was first stored.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="Aliases">Where <c>champion</c>, <c>challenger</c> and <c>heuristic</c> point to it.</param>
public sealed record RegisteredRelease(
    Release Release,
    DateTimeOffset CreatedAt,
    string Run,
    IReadOnlyList<string> Aliases
);

/// <summary>The registry: all releases of all systems, and the names that point to them.</summary>
public sealed class ReleaseStore
{
    /// <summary>The release that answers.</summary>
    public const string Champion = "champion";

    /// <summary>The release that wants to.</summary>
    public const string Challenger = "challenger";

    /// <summary>The release of first rungs: the fallback when the champion fails.</summary>
    public const string Heuristic = "heuristic";

    private readonly Database database;
    private readonly TimeProvider time;

    /// <param name="database">Where the registry is kept.</param>
    /// <param name="time">Stamps releases and aliases.</param>
    public ReleaseStore(Database database, TimeProvider time)
    {
        (this.database, this.time) = (database, time);
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS releases (
                system TEXT NOT NULL, id TEXT NOT NULL, run TEXT NOT NULL, created TEXT NOT NULL, manifest TEXT NOT NULL,
                PRIMARY KEY (system, id));
            CREATE TABLE IF NOT EXISTS aliases (
                system TEXT NOT NULL, alias TEXT NOT NULL, release TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL,
                number INTEGER PRIMARY KEY);
            """
        );
    }

    /// <summary>Stores a release; one that is there already stays as it is.</summary>
    public void Add(Release release, string run) =>
        database.Execute(
            "INSERT OR IGNORE INTO releases VALUES ($system, $id, $run, $created, $manifest)",
            ("system", release.System),
            ("id", release.Id),
            ("run", run),
            ("created", time.GetUtcNow().ToString("o")),
            ("manifest", JsonSerializer.Serialize(release))
        );

    /// <summary>The releases of a system, newest first.</summary>
    public IReadOnlyList<RegisteredRelease> List(string system)
    {
        var aliases = Aliases(system);
        return database.Query(
            "SELECT manifest, created, run FROM releases WHERE system = $system ORDER BY created DESC, rowid DESC",
            r =>
            {
                var release = JsonSerializer.Deserialize<Release>(r.GetString(0))!;
                var names = aliases.Where(a => a.Value == release.Id).Select(a => a.Key);
                return new RegisteredRelease(
                    release,
                    DateTimeOffset.Parse(r.GetString(1)),
                    r.GetString(2),
                    [.. names.Order()]
                );
            },
            ("system", system)
        );
    }

    /// <summary>The release with this id, the beginning of an id, or an alias.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or several; the message lists what there is.</exception>
    public Release Get(string system, string name)
    {
        var all = List(system);
        var wanted = Aliases(system).GetValueOrDefault(name, name);
        var found = all.Where(r => wanted.Length >= 4 && r.Release.Id.StartsWith(wanted, StringComparison.Ordinal))
            .ToList();
        return found is [var one]
            ? one.Release
            : throw new KeyNotFoundException(
                $"No release '{name}' of {system}. There are: {(all.Count == 0 ? "none; train first" : string.Join(", ", all.Select(r => r.Release.Id)))}."
            );
    }

    /// <summary>The release an alias points to, or null.</summary>
    public Release? Find(string system, string alias) =>
        Aliases(system).TryGetValue(alias, out var id) ? Get(system, id) : null;

    /// <summary>Points an alias to a release.</summary>
    /// <param name="reason">Why, for the history.</param>
    public void Point(string system, string alias, string release, string reason) =>
        database.Execute(
            "INSERT INTO aliases (system, alias, release, at, reason) VALUES ($system, $alias, $release, $at, $reason)",
            ("system", system),
            ("alias", alias),
            ("release", release),
            ("at", time.GetUtcNow().ToString("o")),
            ("reason", reason)
        );

    /// <summary>All that an alias pointed to, newest first.</summary>
    public IReadOnlyList<(string Release, DateTimeOffset At, string Reason)> History(string system, string alias) =>
        database.Query(
            "SELECT release, at, reason FROM aliases WHERE system = $system AND alias = $alias ORDER BY number DESC",
            r => (r.GetString(0), DateTimeOffset.Parse(r.GetString(1)), r.GetString(2)),
            ("system", system),
            ("alias", alias)
        );

    /// <summary>A number that changes whenever the champion or the heuristic's release is pointed to anew.</summary>
    internal long Decided(string system) =>
        database
            .Query(
                "SELECT COALESCE(MAX(number), 0) FROM aliases WHERE system = $system AND alias IN ($champion, $heuristic)",
                r => r.GetInt64(0),
                ("system", system),
                ("champion", Champion),
                ("heuristic", Heuristic)
            )
            .Single();

    private Dictionary<string, string> Aliases(string system) =>
        database
            .Query(
                "SELECT alias, release FROM aliases WHERE number IN (SELECT MAX(number) FROM aliases WHERE system = $system GROUP BY alias)",
                r => (r.GetString(0), r.GetString(1)),
                ("system", system)
            )
            .ToDictionary(a => a.Item1, a => a.Item2);
}
