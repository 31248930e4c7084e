using DuckDB.NET.Data;

namespace Ninefold.Features.Views;

/// <summary>Whose values are asked for, as of when.</summary>
/// <param name="Entity">A subject or an item, as the view has it.</param>
/// <param name="At">Only what happened in an earlier millisecond counts.</param>
public readonly record struct EntityMoment(string Entity, DateTimeOffset At);

/// <summary>
/// The values of a view over the past, as they could have been read at the time: computed at once for many rows from files
/// of observations, by a database in memory that moves to disk what does not fit.
/// </summary>
/// <param name="view">The definition.</param>
public sealed class OfflineView(FeatureView view)
{
    /// <summary>The definition.</summary>
    public FeatureView View => view;

    /// <summary>The bytes the database may use; more goes to <see cref="Temporary"/>. The answer itself is extra. 1 GB.</summary>
    public long MemoryLimit { get; init; } = 1_000_000_000;

    /// <summary>How many threads compute. All processors.</summary>
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
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        Run(
            database,
            $"""
            SET memory_limit = '{MemoryLimit} bytes';
            SET threads = {Threads};
            SET temp_directory = '{Temporary.Replace("'", "''", StringComparison.Ordinal)}';
            SET preserve_insertion_order = false;
            CREATE TABLE entity (name VARCHAR, number INTEGER);
            CREATE TABLE asked (place INTEGER, number INTEGER, ms BIGINT);
            """
        );
        Ask(database, rows);
        var values = Read(database, files, rows.Count, cancellation);
        new OfflineSketches(view).Fill(database, files, rows, values, cancellation);
        return values;
    }

    /// <summary>Fills the tables that the query reads.</summary>
    private static void Ask(DuckDBConnection database, IReadOnlyList<EntityMoment> rows)
    {
        var numbers = new Dictionary<string, int>();
        using (var asked = database.CreateAppender("asked"))
            for (var place = 0; place < rows.Count; place++)
            {
                if (!numbers.TryGetValue(rows[place].Entity, out var number))
                    numbers.Add(rows[place].Entity, number = numbers.Count);
                asked
                    .CreateRow()
                    .AppendValue(place)
                    .AppendValue(number)
                    .AppendValue(rows[place].At.ToUnixTimeMilliseconds())
                    .EndRow();
            }
        using var entities = database.CreateAppender("entity");
        foreach (var (name, number) in numbers)
            entities.CreateRow().AppendValue(name).AppendValue(number).EndRow();
    }

    private double[] Read(
        DuckDBConnection database,
        IReadOnlyList<string> files,
        int rows,
        CancellationToken cancellation
    )
    {
        var width = view.Columns.Count;
        var values = new double[(long)rows * width];
        using var command = database.CreateCommand();
        command.CommandText = new OfflineSql(view).Of(files);
        command.UseStreamingMode = true;
        using var registration = cancellation.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var start = (long)reader.GetInt32(0) * width;
            for (var column = 0; column < width; column++)
                values[start + column] = reader.IsDBNull(column + 1) ? double.NaN : reader.GetDouble(column + 1);
        }
        cancellation.ThrowIfCancellationRequested();
        return values;
    }

    private static void Run(DuckDBConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
