using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ninefold.Data.Storage;

namespace Ninefold.Tests.Data.Storage;

public sealed class DatabaseTests : IDisposable
{
    private const string ChildDatabase = "NINEFOLD_TEST_DATABASE_WRITER";
    private const int Increments = 150;

    private readonly TemporaryFolder folder = new();

    private string FilePath => Path.Combine(folder.Path, "new", "ninefold.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_stored_is_there_for_the_next_to_open_it()
    {
        var database = new Database(FilePath);
        database.Execute("CREATE TABLE t (name TEXT, size REAL)");
        Assert.Equal(1, database.Execute("INSERT INTO t VALUES ($name, $size)", ("name", "it's"), ("size", null)));
        Assert.Equal(
            [("it's", true)],
            new Database(FilePath).Query(
                "SELECT name, size FROM t WHERE name = $name",
                r => (r.GetString(0), r.IsDBNull(1)),
                ("name", "it's")
            )
        );
        Assert.Empty(database.Query("SELECT 1 FROM t WHERE name = 'its'", r => r.GetInt32(0)));
    }

    [Fact]
    public void An_exception_rolls_a_transaction_back()
    {
        var database = NewCounter();
        Assert.Equal(5, database.Transaction((connection, _) => Add(connection, 5)));
        Assert.Throws<InvalidOperationException>(() =>
            database.Transaction<int>(
                (connection, _) =>
                {
                    Add(connection, 90);
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal(5, Value(database));
    }

    [Fact]
    public async Task Two_processes_and_two_threads_that_read_and_write_lose_no_update()
    {
        var database = NewCounter();
        var start = new ProcessStartInfo("dotnet", [typeof(DatabaseTests).Assembly.Location]);
        start.Environment[ChildDatabase] = FilePath;
        using var other = Process.Start(start)!;
        Parallel.For(0, 2, _ => Increment(new Database(FilePath)));
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, other.ExitCode);
        Assert.Equal(3 * Increments, Value(database));
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        var path = folder.Write("ninefold.db", new string('x', 5000));
        var error = Assert.Throws<InvalidDataException>(() => new Database(path));
        Assert.Contains($"'{path}' is not a database", error.Message);
        Assert.Equal(new string('x', 5000), File.ReadAllText(path));
    }

    /// <summary>The other process is this assembly again, which with the variable set never comes to its tests.</summary>
    [ModuleInitializer]
    internal static void IncrementAndExit()
    {
        if (Environment.GetEnvironmentVariable(ChildDatabase) is not { } path)
            return;
        Increment(new Database(path));
        Environment.Exit(0);
    }

    private Database NewCounter()
    {
        var database = new Database(FilePath);
        database.Execute("CREATE TABLE counter (value INTEGER); INSERT INTO counter VALUES (0)");
        return database;
    }

    private static void Increment(Database database)
    {
        for (var i = 0; i < Increments; i++)
            database.Transaction((connection, _) => Add(connection, 1));
    }

    /// <summary>Reads, then writes what was read and more: another writer in between would be lost.</summary>
    private static int Add(Microsoft.Data.Sqlite.SqliteConnection connection, int more)
    {
        var value = Database.Query(connection, "SELECT value FROM counter", r => r.GetInt32(0)).Single() + more;
        Database.Execute(connection, "UPDATE counter SET value = $value", ("value", value));
        return value;
    }

    private static int Value(Database database) =>
        database.Query("SELECT value FROM counter", r => r.GetInt32(0)).Single();
}
