using Ninefold.Data.Storage;

namespace Ninefold.Models.Runs;

/// <summary>Remembers what each offline step made, by a key of everything it read: what has not changed is not done again.</summary>
internal sealed class StepStore
{
    private readonly Database database;
    private readonly ArtifactStore artifacts;

    public StepStore(Database database, ArtifactStore artifacts)
    {
        (this.database, this.artifacts) = (database, artifacts);
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS steps (
                key TEXT PRIMARY KEY, name TEXT NOT NULL, run TEXT NOT NULL, artifact TEXT NOT NULL, seconds REAL NOT NULL)
            """
        );
    }

    /// <summary>The output of the step with this key and how long it took, or null where it was never done or was damaged since.</summary>
    public (byte[] Bytes, double Seconds)? Find(string key)
    {
        var found = database.Query(
            "SELECT artifact, seconds FROM steps WHERE key = $key",
            r => (r.GetString(0), r.GetDouble(1)),
            ("key", key)
        );
        if (found is not [var (artifact, seconds)])
            return null;
        try
        {
            return (artifacts.Get(artifact), seconds);
        }
        catch (InvalidDataException)
        {
            return null; // done again, rather than trusting what was changed
        }
    }

    /// <summary>The output of the step with this key, where it is there and was written by code that this code understands.</summary>
    public bool TryFind<T>(string key, out T output, out double seconds, out long bytes)
        where T : notnull
    {
        (output, seconds, bytes) = (default!, 0, 0);
        if (Find(key) is not { } found)
            return false;
        try
        {
            (output, seconds, bytes) = (PartSerializer.Read<T>(found.Bytes), found.Seconds, found.Bytes.LongLength);
            return true;
        }
        catch (InvalidDataException)
        {
            return false; // done again
        }
    }

    public void Save(string key, string name, string run, byte[] bytes, double seconds) =>
        database.Execute(
            "INSERT OR REPLACE INTO steps VALUES ($key, $name, $run, $artifact, $seconds)",
            ("key", key),
            ("name", name),
            ("run", run),
            ("artifact", artifacts.Put(bytes)),
            ("seconds", seconds)
        );
}
