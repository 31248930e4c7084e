using Ninefold.Data.Storage;

namespace Ninefold.Monitoring;

/// <summary>
/// Online metrics over time, in the database: sums and counts in buckets of time, so that several servers add to the
/// same
/// bucket and any coarser view is exact.
/// </summary>
public sealed class MetricSeries
{
    private readonly Database database;
    private readonly long bucket;

    /// <param name="database">Where they are kept; the table is created where it is new.</param>
    /// <param name="bucket">How much time is one point, whole seconds; a minute by default. Keep it for a
    /// database.</param>
    public MetricSeries(Database database, TimeSpan? bucket = null)
    {
        (this.database, this.bucket) = (database, Seconds(bucket ?? TimeSpan.FromMinutes(1)));
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS metric_series (
                system TEXT NOT NULL,
                metric TEXT NOT NULL,
                bucket INTEGER NOT NULL,
                release TEXT NOT NULL,
                arm TEXT NOT NULL,
                sum REAL NOT NULL,
                count REAL NOT NULL,
                PRIMARY KEY (system, metric, bucket, release, arm)
            ) WITHOUT ROWID
            """
        );
    }

    /// <summary>Adds measurements to their buckets, all or none.</summary>
    /// <exception cref="ArgumentException">A sum or count is not finite.</exception>
    public void Add(IReadOnlyCollection<MetricPoint> points)
    {
        if (points.FirstOrDefault(p => !double.IsFinite(p.Sum) || !double.IsFinite(p.Count)) is { } bad)
            throw new ArgumentException($"Sum and count must be finite; got {bad}.", nameof(points));
        database.Transaction(
            (connection, _) =>
                points.Sum(p =>
                    Database.Execute(
                        connection,
                        """
                        INSERT INTO metric_series (system, metric, bucket, release, arm, sum, count)
                        VALUES ($system, $metric, $bucket, $release, $arm, $sum, $count)
                        ON CONFLICT DO UPDATE SET sum = sum + excluded.sum, count = count + excluded.count
                        """,
                        ("system", p.System),
                        ("metric", p.Metric),
                        ("bucket", p.At.ToUnixTimeSeconds() / bucket * bucket),
                        ("release", p.Release),
                        ("arm", p.Arm),
                        ("sum", p.Sum),
                        ("count", p.Count)
                    )
                )
        );
    }

    /// <summary>The points of a chart, in time order; one line for each release and arm.</summary>
    /// <param name="system">The system.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="from">The first bucket that begins then or later.</param>
    /// <param name="to">Buckets that begin before.</param>
    /// <param name="step">How much time is one point, whole seconds; the series' own buckets where null.</param>
    public IReadOnlyList<MetricPoint> Read(
        string system,
        string metric,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeSpan? step = null
    ) =>
        database.Query(
            """
            SELECT bucket - bucket % $step AS start, release, arm, SUM(sum), SUM(count)
            FROM metric_series
            WHERE system = $system AND metric = $metric AND bucket >= $from AND bucket < $to
            GROUP BY start, release, arm ORDER BY start, release, arm
            """,
            row => new MetricPoint(
                system,
                row.GetString(1),
                row.GetString(2),
                metric,
                DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)),
                row.GetDouble(3),
                row.GetDouble(4)
            ),
            ("step", step is { } given ? Seconds(given) : bucket),
            ("system", system),
            ("metric", metric),
            ("from", from.ToUnixTimeSeconds()),
            ("to", to.ToUnixTimeSeconds())
        );

    /// <summary>The names of the metrics that a system has, in order.</summary>
    public IReadOnlyList<string> Metrics(string system) =>
        database.Query(
            "SELECT DISTINCT metric FROM metric_series WHERE system = $system ORDER BY metric",
            row => row.GetString(0),
            ("system", system)
        );

    /// <summary>Forgets buckets that begin before a time.</summary>
    /// <returns>How many were dropped.</returns>
    public int DropBefore(DateTimeOffset time) =>
        database.Execute("DELETE FROM metric_series WHERE bucket < $time", ("time", time.ToUnixTimeSeconds()));

    private static long Seconds(TimeSpan time) =>
        time >= TimeSpan.FromSeconds(1) && time.Ticks % TimeSpan.TicksPerSecond == 0
            ? time.Ticks / TimeSpan.TicksPerSecond
            : throw new ArgumentOutOfRangeException(
                nameof(time),
                time,
                "A bucket must be whole seconds, at least one."
            );
}

/// <summary>A measurement of an online metric, or the sum of many in one bucket of time.</summary>
/// <param name="System">The system.</param>
/// <param name="Release">The release that answered.</param>
/// <param name="Arm">The arm of the experiment, or empty.</param>
/// <param name="Metric">The metric.</param>
/// <param name="At">When; of a bucket, when it begins.</param>
/// <param name="Sum">The sum of what is averaged, or of the ratio's numerators.</param>
/// <param name="Count">How many, or the sum of the ratio's denominators.</param>
public sealed record MetricPoint(
    string System,
    string Release,
    string Arm,
    string Metric,
    DateTimeOffset At,
    double Sum,
    double Count
)
{
    /// <summary>Sum per count; null where nothing was counted.</summary>
    public double? Value => Count == 0 ? null : Sum / Count;
}
