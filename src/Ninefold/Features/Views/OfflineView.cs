using System.Globalization;
using DuckDB.NET.Data;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>Whose values are asked for, as of when.</summary>
/// <param name="Entity">A subject or an item, as the view has it.</param>
/// <param name="At">Only what happened in an earlier millisecond counts.</param>
public readonly record struct EntityMoment(string Entity, DateTimeOffset At);

/// <summary>
/// The values of a view over the past, as they could have been read at the time: computed at once for many rows from files
/// of observations. A database in memory sorts them by entity and time, and moves to disk what does not fit; one pass over
/// each entity's then gives all values.
/// </summary>
/// <param name="view">The definition.</param>
public sealed class OfflineView(FeatureView view)
{
    /// <summary>The definition.</summary>
    public FeatureView View => view;

    /// <summary>
    /// The bytes the database may use; more goes to <see cref="Temporary"/>. The rows, their values and the observations of
    /// the one entity at work are extra. 1 GB.
    /// </summary>
    public long MemoryLimit { get; init; } = 1_000_000_000;

    /// <summary>How many threads read and sort. All processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The folder for what does not fit into memory; made where it is missing.</summary>
    public string Temporary { get; init; } = Path.Combine(Path.GetTempPath(), "ninefold-views");

    /// <summary>Computes the values at each row. Observations with the same id count once.</summary>
    /// <param name="files">Parquet files that <see cref="Data.Observations.ObservationParquet"/> or the log wrote, in any order.</param>
    /// <param name="rows">In any order; an entity that is not in the files has an empty past.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The rows' values one after the other, each in the order of the view's columns; NaN is missing.</returns>
    /// <exception cref="ArgumentException">The view cannot be used, or there are no files; the message says why.</exception>
    /// <exception cref="DuckDBException">A file cannot be read, or the folder for temporary files cannot be written.</exception>
    public double[] Compute(
        IReadOnlyList<string> files,
        IReadOnlyList<EntityMoment> rows,
        CancellationToken cancellation = default
    )
    {
        FeatureView.Check([view]);
        if (files.Count == 0)
            throw new ArgumentException($"The view '{view.Name}' needs at least one file of observations; got none.");
        var asked = new AskedRows(rows);
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"""
            SET memory_limit = '{MemoryLimit} bytes';
            SET threads = {Threads};
            SET temp_directory = {Quoted(Temporary)};
            SET preserve_insertion_order = false;
            CREATE TABLE entity (name VARCHAR, number INTEGER);
            """;
        command.ExecuteNonQuery();
        using (var entities = database.CreateAppender("entity"))
            for (var number = 0; number < asked.Entities.Count; number++)
                entities.CreateRow().AppendValue(asked.Entities[number]).AppendValue(number).EndRow();
        // Hashed as for the view that serves: a sketch made of the hashes is the same.
        database.RegisterScalarFunction<string, ulong>(
            "counterpart_of",
            (names, hashes, count) =>
            {
                for (var i = 0UL; i < count; i++)
                    hashes.WriteValue(Vocabulary.HashOf(names[0].GetValue<string>(i)), i);
            }
        );
        command.CommandText = Sorted(files);
        command.UseStreamingMode = true;
        using var registration = cancellation.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var values = Replay(reader, asked, rows.Count);
        cancellation.ThrowIfCancellationRequested();
        return values;
    }

    private string Sorted(IReadOnlyList<string> files)
    {
        var (entity, other) = view.Entity == ViewEntity.Subject ? ("subject", "item") : ("item", "subject");
        return $"""
            SELECT number, epoch_ms(happened_at) AS ms, coalesce(value, 1), CASE WHEN {other} IS NULL THEN 0 ELSE counterpart_of({other}) END, hash(id) AS identity
            FROM read_parquet([{string.Join(", ", files.Select(Quoted))}]) JOIN entity ON name = {entity}
            WHERE kind IN ({string.Join(", ", view.Kinds.Select(Quoted))}){Filter}
            ORDER BY number, ms, identity
            """;
    }

    private string Filter =>
        (view.AtLeast is { } least ? $" AND coalesce(value, 1) >= {Number(least)}" : "")
        + (view.Below is { } below ? $" AND coalesce(value, 1) < {Number(below)}" : "");

    private double[] Replay(DuckDBDataReader reader, AskedRows asked, int rows)
    {
        var values = new double[(long)rows * view.Columns.Count];
        var (replay, past, entity) = (new ViewReplay(view), new EntityPast(), 0);
        while (reader.Read())
        {
            for (var number = reader.GetInt32(0); entity < number; entity++)
                Next();
            past.Add(
                reader.GetInt64(1),
                reader.GetDouble(2),
                reader.GetFieldValue<ulong>(3),
                reader.GetFieldValue<ulong>(4)
            );
        }
        for (; entity < asked.Entities.Count; entity++)
            Next();
        return values;

        void Next()
        {
            replay.Run(past.Rows, asked.Moments(entity), asked.Places(entity), values);
            past.Clear();
        }
    }

    private static string Number(double value) => $"{value.ToString("R", CultureInfo.InvariantCulture)}::DOUBLE";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
