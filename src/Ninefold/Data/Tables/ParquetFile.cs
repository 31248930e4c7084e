using DuckDB.NET.Data;

namespace Ninefold.Data.Tables;

/// <summary>Reads a Parquet file into a <see cref="Table"/>. Faults name the file, row and column.</summary>
public static class ParquetFile
{
    private static readonly string[] Numbers =
    [
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "HUGEINT",
        "FLOAT",
        "DOUBLE",
        "BOOLEAN",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns to read; others are ignored. Moments may be timestamps, dates, Unix seconds or milliseconds.</param>
    /// <param name="columns">The schema's name of a column → its name in the file, where they differ.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InvalidDatasetException">The file is missing or damaged, lacks a column, or has one of another type or
    /// with a number that is not finite; the first ten faults are listed.</exception>
    public static Table Read(
        string path,
        TableSchema schema,
        IReadOnlyDictionary<string, string>? columns = null,
        CancellationToken cancellation = default
    )
    {
        var problems = new Faults();
        var table = Read(path, schema, columns ?? new Dictionary<string, string>(), problems, cancellation);
        problems.ThrowIfAny($"'{path}' cannot be read");
        return table!;
    }

    /// <summary>The names of a file's columns, with what each would be read as.</summary>
    /// <exception cref="InvalidDatasetException">The file is missing or damaged.</exception>
    internal static IReadOnlyList<ColumnSchema> ColumnsOf(string path)
    {
        try
        {
            using var database = new DuckDBConnection("DataSource=:memory:");
            database.Open();
            using var command = database.CreateCommand();
            return [.. Types(command, From(path)).Select(t => new ColumnSchema(t.Key, TypeOf(t.Value)))];
        }
        catch (DuckDBException e)
        {
            throw new InvalidDatasetException($"'{path}' cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static string From(string path) => $"read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')";

    private static Dictionary<string, string> Types(DuckDBCommand command, string from)
    {
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        command.CommandText = $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {from})";
        using var described = command.ExecuteReader();
        while (described.Read())
            types[described.GetString(0)] = described.GetString(1);
        return types;
    }

    private static ColumnType TypeOf(string type) =>
        IsNumber(type) ? ColumnType.Number
        : IsMoment(type) ? ColumnType.Timestamp
        : ColumnType.Text;

    private static bool IsNumber(string type) =>
        Numbers.Contains(type) || type.StartsWith("DECIMAL", StringComparison.Ordinal);

    private static bool IsMoment(string type) =>
        type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal);

    private static Table? Read(
        string path,
        TableSchema schema,
        IReadOnlyDictionary<string, string> columns,
        Faults problems,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(path))
        {
            problems.Add($"{schema.Name}: there is no such file.");
            return null;
        }
        try
        {
            using var database = new DuckDBConnection("DataSource=:memory:");
            database.Open();
            using var command = database.CreateCommand();
            using var registration = cancellation.Register(command.Cancel);
            var from = From(path);
            var chosen = Choose(command, from, schema, columns, problems);
            if (problems.Count > 0)
                return null;
            command.CommandText = $"SELECT {string.Join(", ", chosen.Select(c => c.Sql))} FROM {from}";
            command.UseStreamingMode = true;
            using var reader = command.ExecuteReader();
            var read = Rows(reader, schema, [.. chosen.Select(c => c.Column)], problems);
            cancellation.ThrowIfCancellationRequested();
            return read;
        }
        catch (DuckDBException e)
        {
            cancellation.ThrowIfCancellationRequested();
            problems.Add($"{schema.Name}: {e.Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }

    /// <summary>The columns that are there, and how each is asked for.</summary>
    private static List<(ColumnSchema Column, string Sql)> Choose(
        DuckDBCommand command,
        string from,
        TableSchema schema,
        IReadOnlyDictionary<string, string> columns,
        Faults problems
    )
    {
        var types = Types(command, from);
        var chosen = new List<(ColumnSchema, string)>();
        foreach (var column in schema.Columns)
        {
            var name = columns.GetValueOrDefault(column.Name, column.Name);
            if (types.TryGetValue(name, out var type))
            {
                if (Read(column, $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", type) is { } read)
                    chosen.Add(read);
                else
                    problems.Add(
                        $"{schema.Name}, column '{name}': must hold {(column.Type == ColumnType.Timestamp ? "moments" : "numbers")}, but holds {type}."
                    );
            }
            else if (column.Required || columns.ContainsKey(column.Name))
                problems.Add(
                    $"{schema.Name}: needs the column '{name}', but has {string.Join(", ", types.Keys.Select(k => $"'{k}'"))}."
                );
        }
        return chosen;
    }

    /// <summary>As what a column is read, and how; null where it holds something else.</summary>
    private static (ColumnSchema Column, string Sql)? Read(ColumnSchema wanted, string column, string type)
    {
        if (wanted.Type == ColumnType.Text)
            return (wanted, $"{column}::VARCHAR");
        if (IsNumber(type))
            return (wanted, $"{column}::DOUBLE");
        return wanted.Type == ColumnType.Timestamp && IsMoment(type)
            ? (wanted with { Type = ColumnType.Number }, $"epoch_ms({column}::TIMESTAMP)::DOUBLE")
            : null;
    }

    private static Table Rows(DuckDBDataReader reader, TableSchema schema, ColumnSchema[] columns, Faults problems)
    {
        var numbers = columns.Select(_ => new List<double>()).ToArray();
        var texts = columns.Select(_ => new List<string?>()).ToArray();
        for (var row = 1; reader.Read(); row++)
        for (var c = 0; c < columns.Length; c++)
            if (columns[c].Type == ColumnType.Text)
                texts[c].Add(reader.IsDBNull(c) ? null : reader.GetString(c));
            else
                numbers[c].Add(reader.IsDBNull(c) ? double.NaN : Number(reader.GetDouble(c), columns[c], row));
        return new(
            schema.Name,
            [
                .. columns.Select<ColumnSchema, Column>(
                    (column, c) =>
                        column.Type == ColumnType.Text
                            ? TextColumn.From(column.Name, texts[c])
                            : new NumberColumn(column.Name, numbers[c])
                ),
            ]
        );

        double Number(double value, ColumnSchema column, int row)
        {
            var must =
                !double.IsFinite(value) ? "a finite number"
                : column.Type == ColumnType.Integer && value != Math.Floor(value) ? "a whole number"
                : null;
            if (must is not null)
                problems.Add($"{schema.Name}, row {row}, column '{column.Name}': must be {must}, but is '{value}'.");
            return column.Type == ColumnType.Timestamp ? Timestamp.FromNumber(value) : value;
        }
    }
}
