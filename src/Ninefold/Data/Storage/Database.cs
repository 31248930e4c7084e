using Microsoft.Data.Sqlite;

namespace Ninefold.Data.Storage;

/// <summary>
/// The metadata of runs, releases, rollouts and alarms in one SQLite file (WAL): several processes may read and write
/// it, and what was committed survives <c>kill -9</c>. Each step keeps its own tables, created when it first opens.
/// </summary>
public sealed class Database
{
    private readonly string connectionString;

    /// <param name="path">The file, created with its folder where it is new.</param>
    /// <exception cref="InvalidDataException">The file is not a database.</exception>
    public Database(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        Path = path;
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        try
        {
            Execute("PRAGMA journal_mode = WAL");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            throw new InvalidDataException(
                $"'{path}' is not a database of Ninefold ({e.Message}). Move it away and run again.",
                e
            );
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Runs statements that return nothing.</summary>
    /// <param name="sql">One or more statements with named parameters such as <c>$id</c>.</param>
    /// <param name="parameters">Name without the sign, and value; null is NULL.</param>
    /// <returns>How many rows were changed.</returns>
    public int Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Open();
        return Execute(connection, sql, parameters);
    }

    /// <summary>Runs statements inside a transaction.</summary>
    /// <returns>How many rows were changed.</returns>
    internal static int Execute(
        SqliteConnection connection,
        string sql,
        params (string Name, object? Value)[] parameters
    )
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query and reads each row.</summary>
    public List<T> Query<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        params (string Name, object? Value)[] parameters
    )
    {
        using var connection = Open();
        return Query(connection, sql, read, parameters);
    }

    /// <summary>Runs a query inside a transaction and reads each row.</summary>
    internal static List<T> Query<T>(
        SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> read,
        params (string Name, object? Value)[] parameters
    )
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs work in one transaction that takes the write lock at once; an exception rolls it back.</summary>
    public T Transaction<T>(Func<SqliteConnection, SqliteTransaction, T> work)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection, transaction);
        transaction.Commit();
        return result;
    }

    /// <summary>A connection of the pool; dispose it soon.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Command(
        SqliteConnection connection,
        string sql,
        (string Name, object? Value)[] parameters
    )
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the callers' texts are constants; values come as parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue("$" + name, value ?? DBNull.Value);
        return command;
    }
}
