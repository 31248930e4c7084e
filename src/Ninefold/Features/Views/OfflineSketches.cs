using System.Globalization;
using DuckDB.NET.Data;

namespace Ninefold.Features.Views;

/// <summary>
/// The values of sketches over the past, by the code that serves: no database computes the same. The observations come sorted
/// by entity and moment, and no more is held than one entity's.
/// </summary>
/// <param name="view">The definition.</param>
internal sealed class OfflineSketches(FeatureView view)
{
    // Only the sketches, of observations in the order of time: what is older than the row can go into tiles at once.
    private readonly FeatureView sketched = view with
    {
        Aggregates = [.. view.Aggregates.Where(a => a is SketchAggregate)],
        Lateness = TimeSpan.Zero,
    };

    /// <summary>Writes the values of the view's sketches where they belong; the others are left alone.</summary>
    /// <param name="database">Holds the table <c>entity (name, number)</c> of those asked for.</param>
    /// <param name="files">Parquet files of observations.</param>
    /// <param name="rows">In any order.</param>
    /// <param name="values">The rows' values one after the other, each in the order of the view's columns.</param>
    /// <param name="cancellation">Stops the work.</param>
    public void Fill(
        DuckDBConnection database,
        IReadOnlyList<string> files,
        IReadOnlyList<EntityMoment> rows,
        double[] values,
        CancellationToken cancellation
    )
    {
        if (sketched.Aggregates.Count == 0)
            return;
        var asked = rows.Select((row, place) => (row.Entity, At: row.At.ToUnixTimeMilliseconds(), Place: place))
            .GroupBy(r => r.Entity)
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.At).Select(r => (r.At, r.Place)).ToArray());
        using var command = database.CreateCommand();
        command.CommandText = Sorted(files);
        command.UseStreamingMode = true;
        using var registration = cancellation.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var more = reader.Read();
        while (more)
        {
            var entity = reader.GetString(0);
            asked.Remove(entity, out var moments);
            more = Entity(reader, entity, moments!, values);
        }
        cancellation.ThrowIfCancellationRequested();
        foreach (var moments in asked.Values)
            Read(new EntityLog(), moments, values);
    }

    /// <returns>Whether there is another entity, whose first row the reader is at.</returns>
    private bool Entity(
        DuckDBDataReader reader,
        string entity,
        ReadOnlySpan<(long At, int Place)> moments,
        double[] values
    )
    {
        var plan = TilePlan.Of(sketched);
        var log = plan is null ? new EntityLog() : new TiledLog(plan);
        var keep = plan is null ? (long?)sketched.Keep?.TotalMilliseconds : 0;
        var (next, number, more) = (0, 0UL, true);
        for (; more && reader.GetString(0) == entity; more = reader.Read())
        {
            var at = reader.GetInt64(1);
            var first = next;
            while (next < moments.Length && moments[next].At <= at)
                next++;
            Read(log, moments[first..next], values);
            var other = reader.IsDBNull(3) ? null : reader.GetString(3);
            log.Add(at, reader.GetDouble(2), ViewState.HashOf(other), number++, keep);
        }
        Read(log, moments[next..], values);
        return more;
    }

    private void Read(EntityLog log, ReadOnlySpan<(long At, int Place)> moments, double[] values)
    {
        var (all, some) = (view.Aggregates.Count, sketched.Aggregates.Count);
        var found = new double[some * view.Windows.Count];
        foreach (var (at, place) in moments)
        {
            log.Read(sketched, at, found);
            var row = values.AsSpan(checked(place * all * view.Windows.Count), all * view.Windows.Count);
            for (var w = 0; w < view.Windows.Count; w++)
            for (var (a, from) = (0, 0); a < all; a++)
                if (view.Aggregates[a] is SketchAggregate)
                    row[w * all + a] = found[w * some + from++];
        }
    }

    private string Sorted(IReadOnlyList<string> files)
    {
        var (entity, other) = view.Entity == ViewEntity.Subject ? ("subject", "item") : ("item", "subject");
        return $"""
            WITH seen AS (
                SELECT DISTINCT id, number, name, epoch_ms(happened_at) AS ms, coalesce(value, 1) AS value, {other} AS other
                FROM read_parquet([{string.Join(", ", files.Select(Quoted))}]) JOIN entity ON name = {entity}
                WHERE kind IN ({string.Join(", ", view.Kinds.Select(Quoted))}){Filter}
            )
            SELECT name, ms, value, other FROM seen ORDER BY number, ms, id
            """;
    }

    private string Filter =>
        (view.AtLeast is { } least ? $" AND coalesce(value, 1) >= {Number(least)}" : "")
        + (view.Below is { } below ? $" AND coalesce(value, 1) < {Number(below)}" : "");

    private static string Number(double value) => $"{value.ToString("R", CultureInfo.InvariantCulture)}::DOUBLE";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
